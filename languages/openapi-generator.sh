# Sourced by every run whose generator is OpenAPI Generator; CACHE is set.

version=7.17.0
checksum=25d6bd8273dd2be99979d544b62ea43f0ce1975f1aa582678b5093d1e7fcfce8
jar=$CACHE/maven/openapi-generator-cli-$version.jar
maven_dependency=org.apache.maven.plugins:maven-dependency-plugin:3.9.0

# maven ARGUMENT... runs Maven quietly, with a repository in CACHE.
maven() {
	mvn -q -B --strict-checksums "-Dmaven.repo.local=$CACHE/maven/repository" "$@"
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
	java -Dlog.level=error -jar "$jar" generate -g "$1" -i "$2" -o "$3" --additional-properties "${4:-}" \
		--global-property apis,models,supportingFiles,apiTests=false,modelTests=false,apiDocs=false,modelDocs=false >/dev/null
}
