variable "name" {
  description = "Prefix of everything that is created, such as interpretdl-test."
  type        = string
  default     = "interpretdl"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,30}$", var.name))
    error_message = "name is lower case letters, digits and hyphens, at most 31, a letter first."
  }
}

variable "artefacts" {
  description = "The bucket, and the prefix in it, where the built packages lie: FUNCTION.zip, and layer.zip with ONNX Runtime and the models."
  type = object({
    bucket = string
    prefix = string
  })
}

variable "callers" {
  description = "Who may call the functions' addresses: AWS_IAM for signed requests, NONE for anybody."
  type        = string
  default     = "AWS_IAM"

  validation {
    condition     = contains(["AWS_IAM", "NONE"], var.callers)
    error_message = "callers is AWS_IAM or NONE."
  }
}

variable "tags" {
  description = "Tags of everything that is created."
  type        = map(string)
  default     = {}
}
