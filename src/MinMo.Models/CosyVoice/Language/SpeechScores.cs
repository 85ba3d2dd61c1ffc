namespace MinMo.Models.CosyVoice.Language;

/// <summary>Scores of the ids that may come next, of each lane of a forward call.</summary>
/// <param name="logits"><c>[lanes, ids]</c>.</param>
/// <param name="hidden">Of each lane's last row after the final norm, <c>[lanes, d]</c>.</param>
/// <param name="endOfSpeech">The id that ends the speech.</param>
public sealed class SpeechScores(float[,] logits, float[,] hidden, int endOfSpeech)
{
    /// <summary>Logits of a lane as the model gives them, <c>[ids]</c>.</summary>
    public float[] Logits(int lane) => Row(logits, lane);

    /// <summary>Hidden state of a lane's last row, <c>[d]</c>.</summary>
    internal float[] Hidden(int lane) => Row(hidden, lane);

    /// <summary>Logarithms of a lane's probabilities, <c>[ids]</c>.</summary>
    /// <param name="lane">Index of the feed.</param>
    /// <param name="mustGoOn">Puts the end of speech at minus infinity, the others staying as they are.</param>
    public float[] LogProbabilities(int lane, bool mustGoOn)
    {
        var scores = Logits(lane);
        var largest = scores.Max();
        var norm = largest + (float)Math.Log(scores.Sum(score => Math.Exp(score - largest)));
        foreach (ref var score in scores.AsSpan())
        {
            score -= norm;
        }

        if (mustGoOn)
        {
            scores[endOfSpeech] = float.NegativeInfinity;
        }

        return scores;
    }

    private static float[] Row(float[,] values, int row)
    {
        var copy = new float[values.GetLength(1)];
        Buffer.BlockCopy(values, row * copy.Length * sizeof(float), copy, 0, copy.Length * sizeof(float));
        return copy;
    }
}
