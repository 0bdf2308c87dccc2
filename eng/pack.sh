#!/usr/bin/env bash
# Packs what is published into out/packages, or into the folder named: eng/pack.sh [folder [dotnet pack's options]]
# The tool is one package a runtime identifier and one that points to them. Native code is made on a machine of its own kind only.
set -euo pipefail
folder=$(realpath -m "${1:-$(dirname "$0")/../out/packages}")
cd "$(dirname "$0")/.."
# One after the other: the packages of one project share its restored state.
dotnet pack src/MixPolicy -o "$folder" "${@:2}"
dotnet pack src/MixPolicy.MSBuild -o "$folder" "${@:2}"
dotnet pack src/MixPolicy.Tool -o "$folder" "${@:2}" -r linux-x64
dotnet pack src/MixPolicy.Tool -o "$folder" "${@:2}" -r any
dotnet pack src/MixPolicy.Tool -o "$folder" "${@:2}"
