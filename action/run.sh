#!/bin/sh
# What action.yml starts, on every system: installs the executable and runs it as this step of the workflow.
# Inputs come in AUTOPILOT_INPUT_* (see action.yml); the exit code is the executable's, or the installer's.
set -eu
unset BASH_ENV ENV CDPATH
unset -f cat command cygpath grep printf sh 2>/dev/null || :

# A Windows path in the form that the tools of Git for Windows take.
native() {
    if command -v cygpath >/dev/null 2>&1; then cygpath -u "$1"; else printf '%s\n' "$1"; fi
}

# Later steps can rely on `result` when this one fails, whatever kept the executable from writing it.
end() { # EXIT-CODE
    if [ "$1" -ne 0 ] && [ -n "${GITHUB_OUTPUT:-}" ] && ! grep -q '^result[=<]' "$GITHUB_OUTPUT" 2>/dev/null; then
        printf 'result=error\nexit-code=%s\n' "$1" >>"$GITHUB_OUTPUT" || :
    fi
    exit "$1"
}

if [ "${GITHUB_ACTIONS:-}" != true ] || [ -z "${GITHUB_ACTION_PATH:-}" ]; then
    echo 'autopilot: error: run.sh is started by action.yml in a GitHub Actions job, and this is none:' \
        'elsewhere run "autopilot ci" itself' >&2
    exit 2
fi

action=$(native "$GITHUB_ACTION_PATH")/action
AUTOPILOT_CHECKSUMS=''
if [ -f "$action/checksums" ]; then AUTOPILOT_CHECKSUMS=$(cat "$action/checksums"); fi
AUTOPILOT_CACHE=${RUNNER_TOOL_CACHE:-${RUNNER_TEMP:+$RUNNER_TEMP/tool-cache}}
if [ -n "$AUTOPILOT_CACHE" ]; then AUTOPILOT_CACHE=$(native "$AUTOPILOT_CACHE"); fi
export AUTOPILOT_CHECKSUMS AUTOPILOT_CACHE

code=0
executable=$(sh "$action/install.sh") || code=$?
if [ "$code" -ne 0 ]; then end "$code"; fi
"$executable" ci || code=$?
end "$code"
