#!/bin/sh
# Stands in for the Azure CLI: prints the tokens that lie beside it.
home=${0%/*}
# The caller's PATH may lead here only
PATH=$PATH:/usr/bin:/bin
command="az $*"
echo "$*" >> "$home/calls"

fail() {
	echo "$2" >&2
	exit "$1"
}

if [ -f "$home/delay" ]; then
	sleep "$(cat "$home/delay")"
fi
[ "$1 $2" = "account get-access-token" ] || fail 2 "unscripted call: $command"
[ -f "$home/signed-out" ] && fail 1 "ERROR: Please run 'az login' to setup account."
shift 2

resource=https://management.azure.com
while [ $# -gt 0 ]; do
	[ $# -ge 2 ] || fail 2 "unscripted call: $command"
	case "$1 $2" in
	"--resource "*) resource=$2 ;;
	"--scope "*/.default) resource=${2%/.default} ;;
	"--resource-type oss-rdbms") resource=https://ossrdbms-aad.database.windows.net ;;
	"--output json" | "-o json" | "--tenant "* | "--subscription "*) ;;
	*) fail 2 "unscripted call: $command" ;;
	esac
	shift 2
done

name=${resource#https://}
name=${name%/}
case $name in
*/* | .* | "") name=unknown ;;
esac
[ -f "$home/tokens/$name.json" ] ||
	fail 1 "ERROR: AADSTS500011: The resource principal named $resource was not found in the tenant."
cat "$home/tokens/$name.json"
