mock_provider "aws" {
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/mock" }
  }
  mock_resource "aws_lambda_layer_version" {
    defaults = { arn = "arn:aws:lambda:eu-central-1:123456789012:layer:mock:1" }
  }
}

variables {
  artefacts = { bucket = "builds", prefix = "0.1.0/" }
}

run "every_function_has_its_package_and_an_address" {
  command = apply

  assert {
    condition     = toset(keys(output.addresses)) == toset(keys(local.functions))
    error_message = "a function has no address"
  }
}

run "names_are_prefixed" {
  command = plan

  variables {
    name = "test"
  }

  assert {
    condition     = aws_lambda_layer_version.runtime.layer_name == "test-runtime"
    error_message = "the layer's name is not prefixed"
  }

  assert {
    condition     = aws_lambda_layer_version.runtime.s3_key == "0.1.0/layer.zip"
    error_message = "the layer is not taken from the prefix"
  }
}

run "nobody_is_let_in_by_a_misspelt_word" {
  command = plan

  variables {
    callers = "EVERYONE"
  }

  expect_failures = [var.callers]
}
