# What all functions need beside themselves, once: ONNX Runtime for the class path, its native libraries, and the models.
resource "aws_lambda_layer_version" "runtime" {
  layer_name               = "${var.name}-runtime"
  description              = "ONNX Runtime in java/lib, its libraries in onnxruntime, models in models"
  s3_bucket                = var.artefacts.bucket
  s3_key                   = "${var.artefacts.prefix}layer.zip"
  compatible_runtimes      = ["java17", "java21"]
  compatible_architectures = ["x86_64"]
}

module "function" {
  source   = "./aws/function"
  for_each = local.functions

  name    = "${var.name}-${each.key}"
  package = { bucket = var.artefacts.bucket, key = "${var.artefacts.prefix}${each.key}.zip" }
  layer   = aws_lambda_layer_version.runtime.arn
  memory  = try(each.value.memory, null)
  timeout = try(each.value.timeout, null)
  callers = var.callers
  tags    = var.tags
}
