import { expect, test } from "vitest";
import { resolverOf } from "./resolve.ts";

/** Files of a checkout; those with a text are configuration. */
const FILES: Readonly<Record<string, string>> = {
  "tsconfig.json": '{ // with comments\n "compilerOptions": { "baseUrl": ".", "paths": { "@app/*": ["src/*"], } } }',
  "package.json": '{ "name": "root" }',
  "packages/ui/package.json": '{ "name": "@acme/ui", "main": "dist/index.js", "source": "./lib/main.ts" }',
  "packages/ui/tsconfig.json": '{ "extends": "../../tsconfig.json" }',
  "go.mod": "module example.org/shop\n",
  "crates/core/Cargo.toml": '[package]\nname = "shop-core"\n',
  "composer.json": '{ "autoload": { "psr-4": { "App\\\\": "php/src/" } } }',
};
const EMPTY = [
  ...["src/a.ts", "src/b/index.tsx", "src/c.ts", "packages/ui/lib/main.ts", "packages/ui/lib/button.ts"],
  ...["py/shop/__init__.py", "py/shop/cart.py", "py/shop/db/__init__.py", "py/shop/db/rows.py", "tools/run.py"],
  ...["cart/cart.go", "cart/more.go", "cart/cart_test.go", "cmd/main.go"],
  ...[
    "crates/core/src/lib.rs",
    "crates/core/src/store.rs",
    "crates/core/src/store/read.rs",
    "crates/core/src/net/mod.rs",
  ],
  ...["java/org/example/Cart.java", "java/org/example/App.java"],
  ...["lib/shop/cart.rb", "lib/shop.rb", "php/src/Model/Cart.php", "php/src/app.php", "php/src/helper.php"],
  ...["c/main.c", "c/cart.h", "include/shop/list.h", "bin/run.sh", "bin/lib/common.sh"],
];

const resolver = resolverOf([...Object.keys(FILES), ...EMPTY], (path) => FILES[path]);

const cases: readonly (readonly [
  language: string,
  from: string,
  spec: string,
  to: string,
  names?: readonly string[],
])[] = [
  ["typescript", "src/a.ts", "./c.js", "src/c.ts"],
  ["typescript", "src/a.ts", "./b", "src/b/index.tsx"],
  ["typescript", "src/b/index.tsx", "..", ""],
  ["typescript", "src/a.ts", "@app/c", "src/c.ts"],
  ["typescript", "packages/ui/lib/main.ts", "@app/b", "src/b/index.tsx"],
  ["typescript", "src/a.ts", "src/c", "src/c.ts"],
  ["typescript", "src/a.ts", "@acme/ui", "packages/ui/lib/main.ts"],
  ["typescript", "src/a.ts", "@acme/ui/lib/button", "packages/ui/lib/button.ts"],
  ["typescript", "src/a.ts", "@other/ui/deep", "package @other/ui"],
  ["typescript", "src/a.ts", "node:fs", "package node:fs"],
  ["typescript", "src/a.ts", "../../../etc/passwd", ""],
  ["python", "py/shop/cart.py", ".db", "py/shop/db/__init__.py py/shop/db/rows.py", ["rows"]],
  ["python", "py/shop/db/rows.py", "..cart", "py/shop/cart.py"],
  ["python", "py/shop/db/rows.py", "shop.cart", "py/shop/cart.py"],
  ["python", "py/shop/cart.py", "os.path", "package os"],
  ["go", "cmd/main.go", "example.org/shop/cart", "cart/cart.go cart/more.go"],
  ["go", "cmd/main.go", "fmt", "package fmt"],
  ["rust", "crates/core/src/lib.rs", "mod store", "crates/core/src/store.rs"],
  ["rust", "crates/core/src/net/mod.rs", "crate::store::read::Reader", "crates/core/src/store/read.rs"],
  ["rust", "crates/core/src/store/read.rs", "super::super::net", "crates/core/src/net/mod.rs"],
  ["rust", "tools/x.rs", "shop_core::store::open", "crates/core/src/store.rs"],
  ["rust", "crates/core/src/lib.rs", "std::fmt", "package std"],
  ["java", "java/org/example/App.java", "org.example.Cart.Item", "java/org/example/Cart.java"],
  ["ruby", "lib/shop.rb", "shop/cart", "lib/shop/cart.rb"],
  ["ruby", "lib/shop/cart.rb", "../shop", "lib/shop.rb"],
  ["php", "php/src/app.php", "App\\Model\\Cart", "php/src/Model/Cart.php"],
  ["php", "php/src/app.php", "./helper.php", "php/src/helper.php"],
  ["c", "c/main.c", "cart.h", "c/cart.h"],
  ["c", "c/main.c", "shop/list.h", "include/shop/list.h"],
  ["c", "c/main.c", "stdio.h", "package stdio.h"],
  ["shell", "bin/run.sh", "./lib/common.sh", "bin/lib/common.sh"],
];

test.for(cases)("%s in %s: %s leads to %s", ([language, path, spec, to, names = []]) => {
  const { paths, package: outside } = resolver.targetOf({ path, language }, { spec, line: 1, names });
  expect(outside === undefined ? paths.join(" ") : `package ${outside}`).toBe(to);
});
