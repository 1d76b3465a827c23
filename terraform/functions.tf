# One line a function: its published name, and what it needs beyond the defaults of aws/function.
locals {
  functions = {
    ablation-cam              = {}
    deconvnet                 = {}
    deep-lift                 = {}
    deep-lift-shap            = {}
    eigen-cam                 = {}
    feature-ablation          = {}
    full-grad                 = {}
    grad-cam                  = {}
    grad-cam-plus-plus        = {}
    gradient-shap             = {}
    guided-backprop           = {}
    guided-grad-cam           = {}
    hi-res-cam                = {}
    input-x-gradient          = {}
    integrated-gradients      = { memory = 3008 }
    kernel-shap               = { timeout = 300 }
    layer-cam                 = {}
    lime                      = { timeout = 300 }
    lrp                       = {}
    occlusion                 = {}
    rise                      = { timeout = 300 }
    saliency                  = {}
    score-cam                 = {}
    shapley-sampling          = { timeout = 300 }
    shapley-values            = {}
    smooth-grad               = {}
    smooth-grad-cam-plus-plus = {}
    x-grad-cam                = {}
  }
}
