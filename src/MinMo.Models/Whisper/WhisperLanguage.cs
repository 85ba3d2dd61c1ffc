using System.Numerics.Tensors;

namespace MinMo.Models.Whisper;

/// <summary>Tells the language of a window by one decoder call; an English-only checkpoint says English unasked.</summary>
internal static class WhisperLanguage
{
    public const string English = "en";

    /// <summary>Probabilities of the checkpoint's languages, in the order of their tokens; leaves the batch as it was.
    /// </summary>
    /// <param name="batch">Has no tokens yet.</param>
    /// <param name="settings">A multilingual checkpoint's.</param>
    /// <param name="items">Which items to ask about.</param>
    /// <returns>Per item asked about <c>[languages]</c>.</returns>
    public static IReadOnlyList<float[]> Probabilities(
        IWhisperBatch batch, WhisperGenerationSettings settings, IReadOnlyList<int> items)
    {
        var logits = batch.Append([.. items.Select(item => WhisperTokens.Single(item, settings.StartToken))]);
        var probabilities = logits.Select(row => Softmax(row.Span, settings)).ToArray();
        foreach (var item in items)
        {
            batch.Truncate(item, 0);
        }

        return probabilities;
    }

    private static float[] Softmax(ReadOnlySpan<float> logits, WhisperGenerationSettings settings)
    {
        var values = new float[settings.Languages.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = logits[settings.Languages[i].Value];
        }

        TensorPrimitives.SoftMax<float>(values, values);
        return values;
    }
}
