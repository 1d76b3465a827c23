output "addresses" {
  description = "Where each function is called, by its published name."
  value       = { for name, function in module.function : name => function.address }
}
