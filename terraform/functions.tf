# One line a function: its published name, and what it needs beyond the defaults of aws/function.
locals {
  functions = {
    grad-cam             = {}
    integrated-gradients = { memory = 3008 }
    lime                 = { timeout = 300 }
    occlusion            = {}
    smooth-grad          = {}
  }
}
