# One line a function: its published name, and what it needs beyond the defaults of aws/function.
locals {
  functions = {
    ablation-cam                = {}
    attention-x-gradient        = {}
    bidirectional-transformer   = {}
    blur-ig                     = { memory = 3008 }
    consensus                   = { memory = 3008 }
    deconvnet                   = {}
    deep-lift                   = {}
    deep-lift-shap              = {}
    eigen-cam                   = {}
    evaluate                    = { timeout = 300 }
    fast-norm-lime              = {}
    feature-ablation            = {}
    feature-permutation         = {}
    full-grad                   = {}
    g-lime                      = { timeout = 300 }
    generic-attention           = {}
    grad-cam                    = {}
    grad-cam-plus-plus          = {}
    gradient-shap               = {}
    guided-backprop             = {}
    guided-grad-cam             = {}
    guided-ig                   = { memory = 3008 }
    hi-res-cam                  = {}
    hsic                        = { timeout = 300 }
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
    lime-prior                  = { timeout = 300 }
    lrp                         = {}
    neuron-conductance          = {}
    neuron-gradient             = {}
    neuron-integrated-gradients = {}
    norm-lime                   = { timeout = 300 }
    occlusion                   = {}
    partition-shap              = { timeout = 300 }
    permutation-shap            = { timeout = 300 }
    rise                        = { timeout = 300 }
    rollout                     = {}
    saliency                    = {}
    score-cam                   = {}
    shapley-sampling            = { timeout = 300 }
    shapley-values              = {}
    smooth-grad                 = {}
    smooth-grad-cam-plus-plus   = {}
    sobol                       = { timeout = 300 }
    tam                         = {}
    together                    = { memory = 3008 }
    x-grad-cam                  = {}
    xrai                        = { memory = 3008 }
  }
}
