# Sourced by every run that has limits: limits/NAME.yaml is the smallest contract that shows the limit NAME.

tried=' '
mended=0

# limit NAME TEXT TRY [WAY...] holds a limit to be there still: the command TRY NAME fails and prints TEXT, and TRY NAME WAY... passes.
# TRY must join its commands with &&, since bash lets a function that is tested run on after a failure.
limit() {
	local name=$1 text=$2 try=$3 printed
	shift 3
	tried+="$name "
	if printed=$("$try" "$name" 2>&1); then
		echo "$name: no longer reproduced; take its row out of LIMITS.md" >&2
		mended=1
	elif ! grep -qF -- "$text" <<<"$printed"; then
		printf '%s: fails in another way than LIMITS.md says: want "%s", got:\n%s\n' "$name" "$text" "$printed" >&2
		mended=1
	elif (($# > 0)) && ! printed=$("$try" "$name" "$@" 2>&1); then
		printf '%s: fails with the way around it, %s:\n%s\n' "$name" "$*" "$printed" >&2
		mended=1
	fi
}

# limits_end fails when a limit did not hold, or when a contract in limits/ was not tried.
limits_end() {
	local file name
	for file in limits/*.yaml; do
		name=$(basename "$file" .yaml)
		if [[ $tried != *" $name "* ]]; then
			echo "$file: the step limits of $PWD/run does not try it" >&2
			mended=1
		fi
	done
	return "$mended"
}
