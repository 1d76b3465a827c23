package ai.interpretdl.functions.kit;

import ai.interpretdl.interpret.Interpretation;
import ai.interpretdl.interpret.input.Noise;
import ai.interpretdl.interpret.layer.ChannelSelection;
import ai.interpretdl.interpret.layer.ChannelSelection.By;
import ai.interpretdl.interpret.layer.GradCam;
import ai.interpretdl.interpret.layer.InternalInfluence;
import ai.interpretdl.interpret.layer.LayerConductance;
import ai.interpretdl.interpret.layer.LayerIntegratedGradients;
import ai.interpretdl.interpret.layer.MapView;
import ai.interpretdl.interpret.layer.NeuronConductance;
import ai.interpretdl.interpret.layer.NeuronIntegratedGradients;
import ai.interpretdl.interpret.layer.ScoreCam;
import ai.interpretdl.interpret.layer.ScoreCam.Weighting;
import ai.interpretdl.interpret.layer.SmoothGradCamPlusPlus;

/** How the parameters of algorithms are read that explain by a layer, or an element of it. */
public final class Layers {
    private Layers() {}

    public static Interpretation gradCam(Asked asked) {
        return new GradCam(asked.view(), asked.parameters().choice("weighting", GradCam.Weighting.PAPER));
    }

    public static Interpretation scoreCam(Asked asked) {
        Parameters parameters = asked.parameters();
        return new ScoreCam(
                asked.view(),
                parameters.choice("weighting", Weighting.SOFTMAX),
                new ChannelSelection(parameters.choice("channels_by", By.VARIANCE), parameters.natural("channels", 0)),
                asked.baseline());
    }

    public static Interpretation smoothGradCamPlusPlus(Asked asked) {
        MapView view = asked.view();
        Noise noise = asked.noise(0.1);
        return Algorithms.anytime(asked, asked.samples(50), 2, n -> new SmoothGradCamPlusPlus(view, n, noise));
    }

    public static Interpretation conductance(Asked asked) {
        return new LayerConductance(asked.layer(), asked.baseline(), asked.steps());
    }

    public static Interpretation integratedGradients(Asked asked) {
        return new LayerIntegratedGradients(asked.layer(), asked.baseline(), asked.quadrature(), asked.steps());
    }

    public static Interpretation internalInfluence(Asked asked) {
        return new InternalInfluence(asked.layer(), asked.baseline(), asked.quadrature(), asked.steps());
    }

    public static Interpretation neuronConductance(Asked asked) {
        return new NeuronConductance(asked.neuron(), asked.baseline(), asked.quadrature(), asked.steps());
    }

    public static Interpretation neuronIntegratedGradients(Asked asked) {
        return new NeuronIntegratedGradients(asked.neuron(), asked.baseline(), asked.quadrature(), asked.steps());
    }
}
