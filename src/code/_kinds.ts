import type { FileStat } from "../ports/files.ts";
import { MAX_SOURCE_BYTES } from "./limits.ts";

/** What a file is to the index. Only `source` and `text` are read; of the others nothing but path and size is known. */
export type FileKind = "source" | "text" | "binary" | "large" | "link" | "secret";

/** What can be said of a file without reading it; undefined when it has to be read. */
export function kindUnread(path: string, stat: FileStat): Exclude<FileKind, "source" | "text"> | undefined {
  if (stat.isSymbolicLink()) return "link";
  if (isSecret(path)) return "secret";
  if (stat.size > MAX_SOURCE_BYTES) return "large";
  return BINARY.test(path) ? "binary" : undefined;
}

const BINARY =
  /\.(?:png|jpe?g|gif|webp|avif|ico|icns|bmp|tiff?|psd|pdf|zip|gz|tgz|bz2|xz|zst|7z|rar|jar|war|class|o|a|so|dylib|dll|exe|wasm|pyc|woff2?|ttf|otf|eot|mp[34]|m4a|mov|avi|webm|ogg|wav|flac|sqlite3?|db|bin|dat|parquet|npy|onnx|pack|idx)$/i;

const SECRET_NAMES: readonly RegExp[] = [
  /^\.env(?:$|[.\-_])/,
  /\.env$/,
  /^\.(?:npmrc|netrc|pypirc|pgpass|htpasswd|dockercfg|git-credentials|vault[-_]?pass\w*)$/,
  /^_netrc$/,
  /^(?:id_(?:rsa|dsa|ecdsa|ed25519)|credentials|secrets?)(?:$|\.(?:json|ya?ml|toml|ini|txt|env|xml|properties)$)/,
  /\.(?:pem|key|p8|p12|pfx|pkcs12|jks|keystore|kdbx?|ppk|gpg|asc|ovpn|tfvars|tfstate)$/,
  /^(?:service[-_]?account|client[-_]?secret)\S*\.json$/,
];

/** Files whose name says that they hold secrets. */
function isSecret(path: string): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  return SECRET_NAMES.some((pattern) => pattern.test(name)) || /(?:^|\/)\.(?:ssh|aws|gnupg)\//.test(path);
}
