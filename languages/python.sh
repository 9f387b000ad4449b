# Sourced by every run whose client is in Python; CACHE is set.

venv=$CACHE/python/$(basename "$PWD")

# install_packages makes venv with what requirements.txt pins, once for each content of it and each Python.
install_packages() {
	local wanted
	python3 -c 'import sys; v = sys.version_info; v >= (3, 11) or sys.exit(f"python3: got {v.major}.{v.minor}, want 3.11 or newer")'
	wanted=$venv$(python3 -VV)$(<requirements.txt)
	if [[ -f $venv/installed && $(<"$venv/installed") == "$wanted" ]]; then
		return
	fi
	rm -rf "$venv"
	python3 -m venv "$venv"
	"$venv/bin/pip" install --quiet --disable-pip-version-check --cache-dir "$CACHE/pip" --no-deps --only-binary :all: \
		--require-hashes -r requirements.txt
	printf '%s\n' "$wanted" >"$venv/installed"
}

# typecheck FOLDER ARGUMENT... lets mypy judge what is in FOLDER.
typecheck() {
	(cd "$1" && "$venv/bin/mypy" --cache-dir "$venv/mypy" "${@:2}")
}
