namespace MinMo.Audio.Files.Flac;

/// <summary>Decodes the samples of one channel in one frame (RFC 9639, section 9.2).</summary>
internal static class FlacSubframe
{
    private const int LargestOrder = 32;

    /// <summary>The five fixed predictors, newest sample first.</summary>
    private static readonly long[][] FixedPredictors = [[], [1], [2, -1], [3, -3, 1], [4, -6, 4, -1]];

    /// <param name="bits">Stands on the subframe's header.</param>
    /// <param name="bitsPerSample">One more than the stream's for a side channel.</param>
    /// <param name="samples">One block, to be filled.</param>
    public static void Decode(FlacBitReader bits, int bitsPerSample, Span<long> samples)
    {
        if (bits.Read(1) != 0)
        {
            throw bits.Failure("a subframe should begin here");
        }

        int type = (int)bits.Read(6);
        int wasted = bits.Read(1) == 0 ? 0 : (int)bits.ReadUnary(bitsPerSample) + 1;
        int width = bitsPerSample - wasted;
        if (width < 1)
        {
            throw bits.Failure("a subframe wastes all of its bits");
        }

        DecodeType(type, bits, width, samples);
        if (wasted > 0)
        {
            foreach (ref long sample in samples)
            {
                sample <<= wasted;
            }
        }
    }

    private static void DecodeType(int type, FlacBitReader bits, int width, Span<long> samples)
    {
        switch (type)
        {
            case 0:
                samples.Fill(bits.ReadSigned(width));
                break;
            case 1:
                ReadPlain(bits, width, samples);
                break;
            case >= 8 and <= 12:
                DecodeFixed(type - 8, bits, width, samples);
                break;
            case >= 32:
                DecodeLinear(type - 31, bits, width, samples);
                break;
            default:
                throw bits.Failure($"a subframe has the reserved type {type}");
        }
    }

    private static void DecodeFixed(int order, FlacBitReader bits, int width, Span<long> samples)
    {
        ReadWarmUp(order, bits, width, samples);
        FlacResidual.Read(bits, order, samples);
        Predict(FixedPredictors[order], shift: 0, samples);
        CheckRange(bits, width, samples);
    }

    private static void DecodeLinear(int order, FlacBitReader bits, int width, Span<long> samples)
    {
        ReadWarmUp(order, bits, width, samples);
        int precision = (int)bits.Read(4) + 1;
        int shift = (int)bits.ReadSigned(5);
        if (precision == 16 || shift < 0)
        {
            throw bits.Failure("a predictor has a forbidden precision or shift");
        }

        Span<long> coefficients = stackalloc long[LargestOrder];
        coefficients = coefficients[..order];
        ReadPlain(bits, precision, coefficients);
        FlacResidual.Read(bits, order, samples);
        Predict(coefficients, shift, samples);
        CheckRange(bits, width, samples);
    }

    private static void ReadWarmUp(int order, FlacBitReader bits, int width, Span<long> samples)
    {
        if (order > samples.Length)
        {
            throw bits.Failure($"a predictor of order {order} does not fit a block of {samples.Length} samples");
        }

        ReadPlain(bits, width, samples[..order]);
    }

    private static void ReadPlain(FlacBitReader bits, int width, Span<long> values)
    {
        foreach (ref long value in values)
        {
            value = bits.ReadSigned(width);
        }
    }

    /// <summary>Turns residuals into samples, in place, behind the warm-up samples.</summary>
    private static void Predict(ReadOnlySpan<long> coefficients, int shift, Span<long> samples)
    {
        int order = coefficients.Length;
        for (int i = order; i < samples.Length; i++)
        {
            var past = samples.Slice(i - order, order);
            long sum = 0;
            for (int j = 0; j < past.Length; j++)
            {
                sum += coefficients[order - 1 - j] * past[j];
            }

            samples[i] += sum >> shift;
        }
    }

    private static void CheckRange(FlacBitReader bits, int width, ReadOnlySpan<long> samples)
    {
        long limit = 1L << (width - 1);
        foreach (long sample in samples)
        {
            if (sample < -limit || sample >= limit)
            {
                throw bits.Failure($"a sample does not fit its {width} bits");
            }
        }
    }
}
