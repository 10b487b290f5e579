import { globMatcher, type Matcher } from "../globs.ts";

/** Where tests are, when the project does not say. */
export const DEFAULT_TEST_GLOBS: readonly string[] = [
  "**/*.{test,spec}.*",
  "**/*-{test,spec}.*",
  "**/{test,tests,__tests__,spec,specs,e2e}/**",
  "**/test_*.py",
  "**/*_test.{py,go,rb,dart,exs}",
  "**/*_spec.rb",
  "**/conftest.py",
  "**/*{Test,Tests,IT,Spec}.{java,kt,scala,groovy,cs,swift,php}",
  "**/src/test/**",
];

const isSnapshotName = globMatcher(["**/__snapshots__/**", "**/__image_snapshots__/**", "**/*.{snap,ambr,snapshot}"]);
const isProseName = globMatcher(["**/*.{md,mdx,markdown,txt,rst,adoc,org}", "**/{LICENSE,CHANGELOG,NOTICE}*"]);
const isLockName = globMatcher([
  "**/{package-lock.json,npm-shrinkwrap.json,yarn.lock,pnpm-lock.yaml,bun.lock,Cargo.lock,poetry.lock,uv.lock,go.sum,Gemfile.lock,composer.lock}",
]);
const isScriptName = globMatcher([
  "**/*.{sh,bash,zsh,fish,ps1,bat,cmd,yml,yaml,mk,just}",
  "**/{package.json,Makefile,makefile,GNUmakefile,Justfile,justfile,Dockerfile,Jenkinsfile,Taskfile,Procfile}",
  "**/.husky/**",
  "**/.githooks/**",
  "**/bin/*",
]);
const isToolConfigName = globMatcher([
  "**/*.config.*",
  "**/{package.json,pyproject.toml,setup.cfg,tox.ini,pytest.ini,.coveragerc,Makefile,pom.xml,phpunit.xml,.simplecov}",
  "**/.{nycrc,c8rc}*",
  "**/{.,}codecov.{yml,yaml}",
  "**/build.gradle*",
  "**/.github/workflows/**",
  "**/.gitlab-ci.yml",
]);

export const isSnapshot: Matcher = isSnapshotName;
export const isProse: Matcher = isProseName;
export const isLockFile: Matcher = isLockName;
export const isScript: Matcher = isScriptName;
export const isToolConfig: Matcher = isToolConfigName;
