#!/usr/bin/env bash
source ./lib/common.sh
. "$ROOT/lib/other.sh"
export LIMIT=5
# function comment() {
build() {
  local x="function no() {"
  cat <<'EOF'
function heredoc() {
EOF
  echo "${x#prefix}"
}
function deploy-it {
  inner() { :; }
}
