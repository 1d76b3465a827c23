variable "name" {
  description = "The function's name in the account."
  type        = string
}

variable "package" {
  description = "The built function.zip: bucket and key."
  type = object({
    bucket = string
    key    = string
  })
}

variable "layer" {
  description = "ARN of the layer with ONNX Runtime and the models."
  type        = string
}

variable "memory" {
  description = "Memory in MB; processor time grows with it."
  type        = number
  default     = 2048
  nullable    = false

  validation {
    condition     = var.memory >= 1024 && var.memory <= 10240
    error_message = "memory is from 1024 to 10240 MB."
  }
}

variable "timeout" {
  description = "Seconds after which an explanation is given up."
  type        = number
  default     = 120
  nullable    = false

  validation {
    condition     = var.timeout >= 1 && var.timeout <= 900
    error_message = "timeout is from 1 to 900 seconds."
  }
}

variable "callers" {
  description = "AWS_IAM for signed requests, NONE for anybody."
  type        = string
}

variable "tags" {
  description = "Tags of everything that is created."
  type        = map(string)
  default     = {}
}
