using System.Numerics.Tensors;

namespace MinMo.Training.Corpora.Speech.Acoustics;

/// <summary>A synthetic room: the direct sound, then noise that dies away (Polack's model), duller as it goes.</summary>
/// <param name="Reverberation">Time in which the sound falls by 60 dB, in seconds.</param>
/// <param name="DirectToReverberant">Energy of the direct sound against all reflections, in dB.</param>
internal sealed record Room(double Reverberation, double DirectToReverberant)
{
    private const double FirstReflection = 0.003;                           // seconds after the direct sound
    private const double LongestTail = 0.4;
    private const float Damping = 0.4f;

    internal static Room Draw(Random random) => new(0.12 + (0.48 * random.NextDouble()), -3 + (15 * random.NextDouble()));

    /// <summary>As long as the speech; what rings on after its end is cut.</summary>
    internal float[] Apply(ReadOnlySpan<float> speech, Random random)
    {
        var reversed = Response(random);
        Array.Reverse(reversed);
        var padded = new float[reversed.Length - 1 + speech.Length];
        speech.CopyTo(padded.AsSpan(reversed.Length - 1));
        var heard = new float[speech.Length];
        for (var at = 0; at < heard.Length; at++)
        {
            heard[at] = TensorPrimitives.Dot<float>(padded.AsSpan(at, reversed.Length), reversed);
        }

        return heard;
    }

    private float[] Response(Random random)
    {
        var length = (int)(Math.Min(Reverberation, LongestTail) * SpeechCorpus.SampleRate);
        var response = new float[length];
        var decay = Math.Log(1000) / (Reverberation * SpeechCorpus.SampleRate);
        var dull = 0f;
        for (var at = (int)(FirstReflection * SpeechCorpus.SampleRate); at < length; at++)
        {
            var noise = (float)((2 * random.NextDouble()) - 1);
            dull += (1 - Damping) * (noise - dull);
            response[at] = dull * (float)Math.Exp(-decay * at);
        }

        var energy = TensorPrimitives.SumOfSquares<float>(response);
        var wanted = Math.Pow(10, -DirectToReverberant / 10);
        TensorPrimitives.Multiply(response, (float)Math.Sqrt(wanted / energy), response);
        response[0] = 1;
        return response;
    }
}
