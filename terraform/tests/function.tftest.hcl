mock_provider "aws" {
  mock_data "aws_iam_policy_document" {
    defaults = { json = "{}" }
  }
  mock_resource "aws_iam_role" {
    defaults = { arn = "arn:aws:iam::123456789012:role/mock" }
  }
}

variables {
  name    = "test-lime"
  package = { bucket = "builds", key = "0.1.0/lime.zip" }
  layer   = "arn:aws:lambda:eu-central-1:123456789012:layer:mock:1"
  callers = "AWS_IAM"
}

run "defaults_hold_where_nothing_is_said" {
  command = plan

  module {
    source = "./aws/function"
  }

  variables {
    memory  = null
    timeout = null
  }

  assert {
    condition     = aws_lambda_function.this.memory_size == 2048 && aws_lambda_function.this.timeout == 120
    error_message = "the defaults are lost"
  }

  assert {
    condition     = aws_lambda_function_url.this.authorization_type == "AWS_IAM"
    error_message = "requests are not signed"
  }
}

run "memory_that_is_too_small_is_refused" {
  command = plan

  module {
    source = "./aws/function"
  }

  variables {
    memory = 512
  }

  expect_failures = [var.memory]
}
