package ai.interpretdl.image;

import ai.interpretdl.tensor.Tensor;

/** How a picture is cut into superpixels: regions that are kept or hidden together. */
public sealed interface Segmentation permits Quickshift, Slic, Felzenszwalb, Grid {
    /**
     * The superpixel of every pixel.
     *
     * @return INT64 {@code [H, W]}; ids from 0 without gaps. The same picture gives the same ids on every machine
     */
    Tensor segments(Picture picture);
}
