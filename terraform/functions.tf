# One line a function: its published name, and what it needs beyond the defaults of aws/function.
locals {
  functions = {
    deconvnet            = {}
    deep-lift            = {}
    deep-lift-shap       = {}
    feature-ablation     = {}
    grad-cam             = {}
    gradient-shap        = {}
    guided-backprop      = {}
    input-x-gradient     = {}
    integrated-gradients = { memory = 3008 }
    kernel-shap          = { timeout = 300 }
    lime                 = { timeout = 300 }
    lrp                  = {}
    occlusion            = {}
    rise                 = { timeout = 300 }
    shapley-sampling     = { timeout = 300 }
    shapley-values       = {}
    smooth-grad          = {}
  }
}
