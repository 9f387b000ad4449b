# Sourced by every run whose generator is OpenAPI Generator; CACHE is set.

version=7.17.0
checksum=25d6bd8273dd2be99979d544b62ea43f0ce1975f1aa582678b5093d1e7fcfce8
jar=$CACHE/maven/openapi-generator-cli-$version.jar
maven_dependency=org.apache.maven.plugins:maven-dependency-plugin:3.9.0

# The best compiler of the virtual machine is not worth its time in programs that run for two seconds.
short=-XX:TieredStopAtLevel=1

# maven ARGUMENT... runs Maven with a repository in CACHE, and shows what it prints when it fails: Debian's resets colours all the time.
maven() {
	local printed
	printed=$(mvn -q -B --strict-checksums "-Dmaven.repo.local=$CACHE/maven/repository" "$@" 2>&1) || {
		printf '%s\n' "$printed" >&2
		return 1
	}
}

# fetch_generator puts the generator into CACHE, again where it is there but not whole.
fetch_generator() {
	sha256sum --check --status <<<"$checksum  $jar" 2>/dev/null ||
		maven "$maven_dependency:copy" "-Dartifact=org.openapitools:openapi-generator-cli:$version" \
			"-DoutputDirectory=${jar%/*}" -Dmdep.overWriteReleases=true
	sha256sum --check --quiet <<<"$checksum  $jar"
}

# generate_client LANGUAGE DOCUMENT FOLDER [PROPERTIES] writes a client without tests and pages into FOLDER.
generate_client() {
	java "$short" -Dlog.level=error -jar "$jar" generate -g "$1" -i "$2" -o "$3" --additional-properties "${4:-}" \
		--global-property apis,models,supportingFiles,apiTests=false,modelTests=false,apiDocs=false,modelDocs=false >/dev/null
}
