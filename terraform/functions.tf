# One line a function: its published name, and what it needs beyond the defaults of aws/function.
locals {
  functions = {
    ablation-cam                = {}
    attention-x-gradient        = {}
    bidirectional-transformer   = {}
    deconvnet                   = {}
    deep-lift                   = {}
    deep-lift-shap              = {}
    eigen-cam                   = {}
    evaluate                    = { timeout = 300 }
    feature-ablation            = {}
    full-grad                   = {}
    generic-attention           = {}
    grad-cam                    = {}
    grad-cam-plus-plus          = {}
    gradient-shap               = {}
    guided-backprop             = {}
    guided-grad-cam             = {}
    hi-res-cam                  = {}
    input-x-gradient            = {}
    integrated-gradients        = { memory = 3008 }
    internal-influence          = {}
    kernel-shap                 = { timeout = 300 }
    layer-activation            = {}
    layer-cam                   = {}
    layer-conductance           = {}
    layer-deep-lift             = {}
    layer-feature-ablation      = {}
    layer-gradient              = {}
    layer-gradient-x-activation = {}
    layer-integrated-gradients  = {}
    layer-lrp                   = {}
    lime                        = { timeout = 300 }
    lrp                         = {}
    neuron-conductance          = {}
    neuron-gradient             = {}
    neuron-integrated-gradients = {}
    occlusion                   = {}
    rise                        = { timeout = 300 }
    rollout                     = {}
    saliency                    = {}
    score-cam                   = {}
    shapley-sampling            = { timeout = 300 }
    shapley-values              = {}
    smooth-grad                 = {}
    smooth-grad-cam-plus-plus   = {}
    tam                         = {}
    x-grad-cam                  = {}
  }
}
