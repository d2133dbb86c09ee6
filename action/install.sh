#!/bin/sh
# Finds or downloads the executable of Instrumentation Autopilot, verifies it and prints its path.
#
# Standard output holds the path and nothing else; messages go to standard error. Ends with 0, with 2 when an
# input is wrong or there is no release to take, with 70 on trouble here: network, disk, a wrong digest.
# Nothing is unpacked or started before the SHA-256 of its archive is the one that was asked for.
#
#   AUTOPILOT_INPUT_EXECUTABLE  a path: it is used as it is, and nothing is downloaded
#   AUTOPILOT_INPUT_VERSION     0.1.0 or v0.1.0; empty: the version of the list
#   AUTOPILOT_INPUT_CHECKSUM    SHA-256 of the archive; empty: the one of the list
#   AUTOPILOT_INPUT_MIRROR      https:// address, file:// address or absolute path that holds vVERSION/ARCHIVE
#   AUTOPILOT_INPUT_OFFLINE     true: the cache or an executable, never the network
#   AUTOPILOT_CHECKSUMS         the list that ships with a release, as sha256sum prints it
#   AUTOPILOT_CACHE             folder that outlives the job; empty: none
set -eu

# What an earlier step exported must not change what the commands below mean.
unset BASH_ENV ENV CDPATH TAR_OPTIONS GZIP
unset -f cat chmod cmp command cp curl cut cygpath dd mkdir mktemp mv openssl printf read rm sed sha256sum shasum \
    tail tar timeout tr uname wc wget 2>/dev/null || :
LC_ALL=C
export LC_ALL
umask 022

RELEASES=https://github.com/org/autopilot/releases/download
MAX_BYTES=104857600
work=''

has() { command -v "$1" >/dev/null 2>&1; }

# A value as one harmless line: no control characters (a line of its own could be a command to the runner), no
# `##[` (the runner's old commands work within a line), no user and password of an address.
printable() {
    printf '%s' "$1" | tr '\000-\037\177' '?' | sed -e 's|//[^/ ]*@|//***@|g' -e 's/##\[/## [/g' | cut -c 1-900
}

report() { # error|warning MESSAGE
    text=$(printable "$2")
    if [ "${GITHUB_ACTIONS:-}" = true ]; then
        text=$(printf '%s' "$text" | sed -e 's/%/%25/g' -e 's/::/: :/g')
        printf '::%s title=Autopilot::%s\n' "$1" "$text" >&2
    else
        printf 'autopilot: %s: %s\n' "$1" "$text" >&2
    fi
}

warn() { report warning "$1"; }

fail() { # EXIT-CODE MESSAGE...
    code=$1
    shift
    report error "$*"
    exit "$code"
}

cleanup() { if [ -n "$work" ]; then rm -rf "$work"; fi; }

has_control() { [ "$1" != "$(printf '%s' "$1" | tr -d '\000-\037\177')" ]; }

# A Windows path in the form that the tools of Git for Windows take.
native() {
    case $1 in
        [A-Za-z]:[\\/]*) if has cygpath; then cygpath -u "$1"; else printf '%s\n' "$1"; fi ;;
        *) printf '%s\n' "$1" ;;
    esac
}

absolute() {
    case $1 in
        /* | [A-Za-z]:[\\/]*) native "$1" ;;
        *) printf '%s/%s\n' "$PWD" "$1" ;;
    esac
}

# --- inputs ------------------------------------------------------------------------------------------------------

read_inputs() {
    executable=${AUTOPILOT_INPUT_EXECUTABLE:-}
    version=${AUTOPILOT_INPUT_VERSION:-}
    version=${version#v}
    checksum=$(printf '%s' "${AUTOPILOT_INPUT_CHECKSUM:-}" | tr 'A-F' 'a-f')
    mirror=${AUTOPILOT_INPUT_MIRROR:-$RELEASES}
    offline=${AUTOPILOT_INPUT_OFFLINE:-false}
    checksums=${AUTOPILOT_CHECKSUMS:-}
    cache=${AUTOPILOT_CACHE:-}
    case $offline in
        true | false) ;;
        *) fail 2 "input offline is \"$offline\", and only true and false are known: write one of them" ;;
    esac
}

is_version() {
    case $1 in
        *[!0-9A-Za-z.-]* | *..* | *. | *-) return 1 ;;
        [0-9]*.[0-9]*.[0-9]*) [ "${#1}" -le 64 ] ;;
        *) return 1 ;;
    esac
}

is_digest() {
    case $1 in
        *[!0-9a-f]*) return 1 ;;
        *) [ "${#1}" -eq 64 ] ;;
    esac
}

check_version() {
    is_version "$1" ||
        fail 2 "version \"$1\" is not one of a release: write three numbers, such as 0.1.0 or v0.1.0"
}

check_checksum() {
    is_digest "$checksum" ||
        fail 2 "input checksum is not a SHA-256 (64 hexadecimal digits): copy it from the release's SHA256SUMS"
}

check_mirror() {
    if has_control "$mirror"; then
        fail 2 "input mirror holds a line break or another control character: write one address"
    fi
    case $mirror in
        file:///*) mirror=${mirror#file://} ;;
        /* | [A-Za-z]:[\\/]*) ;;
        https://[A-Za-z0-9\[]* | http://*) check_address ;;
        *) fail 2 "input mirror \"$mirror\" is no https:// or file:/// address and no absolute path" ;;
    esac
    case $mirror in # file:///C:/folder
        /[A-Za-z]:/*) mirror=${mirror#/} ;;
    esac
    mirror=$(native "${mirror%/}")
}

check_address() {
    case $mirror in
        *[!A-Za-z0-9._~:/@%+,=!\[\]-]*)
            fail 2 "input mirror \"$mirror\" holds a character that no base address needs: leave it out" ;;
    esac
    authority=${mirror#*://}
    authority=${authority%%/*}
    case $mirror in https://*) return 0 ;; esac
    case $authority in # `localhost:80@elsewhere` is a user of elsewhere
        *@*) ;;
        127.0.0.1 | 127.0.0.1:* | localhost | localhost:* | \[::1\] | \[::1\]:*) return 0 ;;
    esac
    fail 2 "input mirror \"$mirror\" is not encrypted: write https://, for http:// is for this machine" \
"alone (127.0.0.1, localhost, [::1])"
}

# --- which release -----------------------------------------------------------------------------------------------

find_target() {
    system=$(uname -s)
    machine=$(uname -m)
    case $machine in
        amd64) machine=x86_64 ;;
        arm64) machine=aarch64 ;;
    esac
    name=autopilot
    case $system-$machine in
        Linux-x86_64 | Linux-aarch64) target=$machine-unknown-linux-gnu ;;
        Darwin-x86_64 | Darwin-aarch64) target=$machine-apple-darwin ;;
        MINGW*-x86_64 | MSYS*-x86_64 | CYGWIN*-x86_64)
            target=x86_64-pc-windows-msvc
            name=autopilot.exe ;;
        *)
            fail 2 "no release has an executable for $system on $machine: build one and give input executable" ;;
    esac
}

# `VERSION DIGEST` of each archive in the list that is for this machine, or nothing.
entries() {
    printf '%s\n' "$checksums" | tr -d '\r' | while read -r digest file rest; do
        file=${file#\*}
        case $file in
            autopilot-*-"$target".tar.gz)
                file=${file#autopilot-}
                if [ -z "$rest" ] && is_digest "$digest"; then
                    printf '%s %s\n' "${file%-"$target".tar.gz}" "$digest"
                fi ;;
        esac
    done
}

# The digest of the list for a version; the first entry when the version is empty.
listed() { # VERSION
    entries | while read -r listed_version digest; do
        if [ -z "$1" ] || [ "$1" = "$listed_version" ]; then
            printf '%s %s\n' "$listed_version" "$digest"
            break
        fi
    done
}

has_list() {
    case $checksums in
        *autopilot-*.tar.gz*) return 0 ;;
        *) return 1 ;;
    esac
}

choose_release() {
    if [ -n "$version" ]; then check_version "$version"; fi
    if [ -n "$checksum" ]; then check_checksum; fi
    entry=$(listed "$version")
    if [ -n "$entry" ]; then
        version=${entry%% *}
        check_version "$version"
        if [ -n "$checksum" ] && [ "$checksum" != "${entry#* }" ]; then
            warn "input checksum is not the one that ships with version $version: the input counts"
        fi
        checksum=${checksum:-${entry#* }}
    fi
    if [ -z "$version" ] || [ -z "$checksum" ]; then refuse_release; fi
    archive=autopilot-$version-$target.tar.gz
}

refuse_release() {
    if [ -n "$version" ]; then
        fail 2 "nothing here vouches for version $version on $target: give input checksum, the SHA-256 of" \
"autopilot-$version-$target.tar.gz, or pin the tag v$version"
    fi
    if has_list; then
        fail 2 "this release has no executable for $target: build one and give input executable"
    fi
    fail 2 "this is no release, so nothing here says what to download: pin a release's tag, or give checksum" \
"and version, or executable"
}

# --- digests and archives ----------------------------------------------------------------------------------------

check_tools() {
    has sha256sum || has shasum || has openssl ||
        fail 70 "no sha256sum, shasum or openssl here, so nothing can be verified: install one of them"
    has tar || fail 70 "no tar here, so the archive cannot be unpacked: install tar and gzip"
}

# Of standard input.
sha256() {
    if has sha256sum; then
        sha256sum
    elif has shasum; then
        shasum -a 256
    else
        openssl dgst -sha256 -r
    fi | cut -c 1-64
}

# The one file that is wanted, to standard output: nothing else of an archive reaches the disk.
unpack() { # ARCHIVE
    tar -xzOf - "autopilot-$version-$target/$name" <"$1"
}

# --- cache -------------------------------------------------------------------------------------------------------

# Whether the executable is what the archive holds. To compare is quicker than to digest both.
is_unpacked() { # ARCHIVE
    if has cmp; then
        unpack "$1" 2>/dev/null | cmp -s - "$exe"
    else
        [ "$(unpack "$1" 2>/dev/null | sha256)" = "$(sha256 <"$exe")" ]
    fi
}

# The archive is kept beside the executable, so that a cached executable is held against the digest that was asked
# for, and never against what somebody wrote into the cache.
from_cache() {
    if [ -z "$cache" ]; then return 1; fi
    entry=$cache/autopilot/$version/$target-$(printf '%s' "$checksum" | cut -c 1-16)
    exe=$entry/$name
    if [ ! -f "$exe" ] || [ ! -f "$entry/$archive" ]; then return 1; fi
    if [ "$(sha256 <"$entry/$archive")" = "$checksum" ] && [ -x "$exe" ] && is_unpacked "$entry/$archive"; then
        return 0
    fi
    warn "the executable in the cache ($exe) is not the one of version $version: it is not used"
    return 1
}

# `entry`, the folder that keeps the executable, and `work`, one of its own in it: a move within a folder is atomic,
# and two jobs that install at once move the same files.
make_folders() {
    if [ -n "$cache" ]; then
        if mkdir -p "$entry" 2>/dev/null && work=$(mktemp -d "$entry/new.XXXXXX" 2>/dev/null); then
            return 0
        fi
        warn "the cache ($entry) cannot be written: the executable goes to a folder of this job alone"
    fi
    temp=$(native "${RUNNER_TEMP:-${TMPDIR:-/tmp}}")
    if entry=$(mktemp -d "$temp/autopilot.XXXXXX" 2>/dev/null) && work=$(mktemp -d "$entry/new.XXXXXX"); then
        return 0
    fi
    fail 70 "no folder can be made in $temp: make it writable, free space, or set TMPDIR to one that is"
}

is_full() { ! dd if=/dev/zero of="$work/probe" bs=65536 count=1 2>/dev/null; }

# What the last command said, in one line.
reason() { tail -n 3 "$work/messages" | tr '\r\n' '  ' | cut -c 1-240 | sed 's/[. ]*$//'; }

refuse_if_full() {
    if is_full; then
        fail 70 "the disk of $entry is full, so the executable cannot be kept there: free 100 MB"
    fi
}

keep() {
    mv -f "$work/$archive" "$entry/$archive" 2>/dev/null || :
    mv -f "$work/$name" "$entry/$name" 2>/dev/null || :
    exe=$entry/$name
    # Windows refuses to replace what runs: the one that runs is as good if it is the same.
    if [ -e "$work/$name" ] && [ "$(sha256 <"$work/$name")" != "$(sha256 <"$exe")" ]; then
        fail 70 "$exe cannot be replaced: remove it, or see what uses it"
    fi
}

# --- download ----------------------------------------------------------------------------------------------------

# Files that grow beyond a bound are cut off by the system: the unit is 512 bytes, in some shells 1024.
bounded() { (ulimit -f 204800 2>/dev/null || :; exec "$@"); }

with_curl() { # ADDRESS FILE
    protocol=${1%%:*}
    bounded curl --proto "=$protocol" --proto-redir "=$protocol" --tlsv1.2 --globoff --retry 3 \
        --connect-timeout 10 --max-time 180 --max-filesize "$MAX_BYTES" --fail --location --silent --show-error \
        --output "$2" "$1"
}

# Options that busybox knows too: it has no other bound on time in all builds, and one build breaks on -T.
with_wget() { # ADDRESS FILE
    if has timeout; then
        bounded timeout 180 wget -nv -t 3 -O "$2" "$1"
    else
        bounded wget -nv -t 3 -O "$2" "$1"
    fi
}

fetch() { # ADDRESS FILE
    case $1 in
        http://* | https://*) if has curl; then with_curl "$1" "$2"; else with_wget "$1" "$2"; fi ;;
        *) if [ -f "$1" ]; then cp "$1" "$2"; else echo 'no such file' >&2; return 1; fi ;;
    esac
}

check_downloader() {
    case $mirror in
        http://* | https://*)
            has curl || has wget || fail 70 "neither curl nor wget is here, so nothing can be downloaded: install" \
"one, or give input executable, or a mirror that is a folder" ;;
    esac
}

download() {
    address=$mirror/v$version/$archive
    if ! fetch "$address" "$work/$archive" 2>"$work/messages"; then
        refuse_if_full
        fail 70 "cannot get $address: $(reason)." \
"See that the release has it and that this machine reaches it (HTTPS_PROXY), or give input mirror or executable"
    fi
    if [ "$(wc -c <"$work/$archive")" -gt "$MAX_BYTES" ]; then
        fail 70 "$address is larger than 100 MB, so it is no archive of Autopilot: correct input mirror"
    fi
}

verify() {
    actual=$(sha256 <"$work/$archive")
    if [ "$actual" != "$checksum" ]; then
        rm -f "$work/$archive"
        fail 70 "$address is not what was asked for, and was removed: expected SHA-256 $checksum, got" \
"${actual:-none}. Correct input checksum or mirror; if both are right, the file was changed on its way"
    fi
}

install_new() {
    if [ "$offline" = true ]; then
        fail 70 "input offline is true and the cache has no version $version for $target: fill the cache by a run" \
"without offline, or give input executable"
    fi
    check_mirror
    check_downloader
    make_folders
    download
    verify
    if ! unpack "$work/$archive" >"$work/$name" 2>"$work/messages" || [ ! -s "$work/$name" ]; then
        refuse_if_full
        fail 70 "$archive cannot be unpacked: $(reason). Tell who made it: its digest is right"
    fi
    chmod 755 "$work/$name"
    keep
}

# --- the executable ----------------------------------------------------------------------------------------------

use_given() {
    exe=$(absolute "$executable")
    if [ ! -f "$exe" ]; then
        fail 2 "input executable names $exe, and there is no such file: build or fetch it in an earlier step"
    fi
    if [ ! -x "$exe" ]; then
        fail 2 "input executable names $exe, which may not be executed: run chmod +x on it"
    fi
    check_runs 2 "is it built for this machine"
}

check_runs() { # EXIT-CODE HINT
    answer=$("$exe" --version </dev/null 2>&1) || answer="exit code $?: $answer"
    case $answer in
        'autopilot '*) ;;
        *) fail "$1" "$exe is not Autopilot or does not run here ($2?): --version gave: $answer" ;;
    esac
}

main() {
    trap cleanup EXIT
    trap 'exit 130' INT
    trap 'exit 143' HUP TERM
    read_inputs
    if [ -n "$executable" ]; then
        use_given
    else
        check_tools
        find_target
        choose_release
        if [ -n "$cache" ]; then cache=$(absolute "$cache"); fi
        from_cache || install_new
        check_runs 70 "is $exe on a disk that allows to execute"
    fi
    printf '%s\n' "$exe"
}

main
