namespace MinMo.Audio.Files.Flac;

/// <summary>Reads what the predictor missed (RFC 9639, section 9.2.7).</summary>
internal static class FlacResidual
{
    /// <param name="bits">Stands on the coding method.</param>
    /// <param name="order">Warm-up samples, which have no residual.</param>
    /// <param name="samples">One block; all but the warm-up is filled with residuals.</param>
    public static void Read(FlacBitReader bits, int order, Span<long> samples)
    {
        int method = (int)bits.Read(2);
        if (method > 1)
        {
            throw bits.Failure("a residual has a reserved coding method");
        }

        int partitions = 1 << (int)bits.Read(4);
        int length = samples.Length / partitions;
        if (length * partitions != samples.Length || length < order)
        {
            throw bits.Failure($"{samples.Length} residuals do not divide into {partitions} partitions");
        }

        int parameterBits = method == 0 ? 4 : 5;
        for (int i = 0; i < partitions; i++)
        {
            int start = i == 0 ? order : i * length;
            ReadPartition(bits, parameterBits, samples[start..((i + 1) * length)]);
        }
    }

    private static void ReadPartition(FlacBitReader bits, int parameterBits, Span<long> residuals)
    {
        int parameter = (int)bits.Read(parameterBits);
        if (parameter == (1 << parameterBits) - 1)
        {
            int width = (int)bits.Read(5); // not coded at all
            foreach (ref long residual in residuals)
            {
                residual = bits.ReadSigned(width);
            }

            return;
        }

        foreach (ref long residual in residuals)
        {
            residual = bits.ReadRice(parameter);
        }
    }
}
