# Read by the scripts beside it: where things are, and how they speak.
# shellcheck shell=bash disable=SC2034 # the names are for the scripts that read this

umask 022
unset PYTHONPATH PYTHONHOME VIRTUAL_ENV
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
cd "$top" || exit

# The distribution's Python: its headers belong to the distribution's Apache module, and every user may read it.
system_python=/usr/bin/python3
engine=$top/.build/release/expressway
wheels=$top/.build/wheels
mod_wsgi_requirement='mod_wsgi==6.1.1'
django_requirement='Django>=4.2,<6'

say() { printf '== %s\n' "$*" >&2; }

fail() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

is_root() { [ "$(id -u)" -eq 0 ]; }

# The user as whom root lets Apache run the demo.
run_user=www-data

as_run_user() {
    runuser -u "$run_user" -- "$@"
}

# Whether Apache's processes, which root must run as another user, can enter the checkout.
run_user_can_enter() { as_run_user test -x "$1" -a -r "$1"; }

# A directory of root's that every user can enter; /var/lib belongs to root, so nobody else can have prepared it.
public_directory() {
    local directory
    directory=/var/lib/expressway-development/$(basename "$top")-$(printf '%s' "$top" | sha256sum | cut -c 1-12)
    install -d -m 0755 /var/lib/expressway-development "$directory"
    printf '%s\n' "$directory"
}

# What the files under the given paths are, in one word: it changes when one of them is changed, added or removed.
fingerprint() {
    local path existing=()
    for path in "$@"; do
        [ -e "$path" ] && existing+=("$path")
    done
    find "${existing[@]}" \( -name __pycache__ -o -name _bin \) -prune -o -type f -printf '%p %s %T@\n' |
        LC_ALL=C sort | sha256sum
}

# Creates the virtual environment DIRECTORY with REQUIREMENTS, anew when they or the interpreter have changed.
environment_with() {
    local directory=$1 wanted
    shift
    wanted=$("$system_python" -VV; cat -- "$@")
    if [ "$(cat "$directory/.wanted" 2>/dev/null)" != "$wanted" ]; then
        say "making the virtual environment $directory"
        rm -rf -- "$directory"
        "$system_python" -m venv "$directory"
        local file
        for file in "$@"; do
            "$directory/bin/pip" install --quiet --use-pep517 --requirement "$file"
        done
        printf '%s\n' "$wanted" >"$directory/.wanted"
    fi
}
