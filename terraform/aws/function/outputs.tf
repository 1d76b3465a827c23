output "address" {
  description = "Where the function is called."
  value       = aws_lambda_function_url.this.function_url
}

output "arn" {
  description = "What event rules refer to."
  value       = aws_lambda_function.this.arn
}
