using static TorchSharp.torch;

namespace MinMo.Training.Stages.Voice;

/// <summary>Texts as letters for connectionist temporal classification: a to z, apostrophe and space; the blank is 0.</summary>
internal static class LetterTargets
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz' ";

    /// <summary>Number of classes with the blank.</summary>
    public static int Classes => Letters.Length + 1;

    /// <summary>The letters of one text; everything else in it is left out.</summary>
    public static long[] Of(string text)
        => [.. text.ToLowerInvariant().Select(static letter => Letters.IndexOf(letter) + 1L).Where(static label => label > 0)];

    /// <summary>Mean loss of a letter.</summary>
    /// <param name="logits"><c>[b, t, classes]</c>.</param>
    /// <param name="lengths">Rows of each item.</param>
    /// <param name="texts">What is said in each.</param>
    public static Tensor Loss(Tensor logits, IReadOnlyList<int> lengths, IEnumerable<string> texts)
    {
        var targets = texts.Select(Of).ToArray();
        var longest = Math.Max(1, targets.Max(static target => target.Length));
        var padded = new long[targets.Length * longest];
        for (var i = 0; i < targets.Length; i++)
        {
            targets[i].CopyTo(padded, i * longest);
        }

        return nn.functional.ctc_loss(
            logits.log_softmax(-1).transpose(0, 1),                              // [t, b, classes]
            tensor(padded, [targets.Length, longest]),
            tensor([.. lengths.Select(static length => (long)length)]),
            tensor([.. targets.Select(static target => (long)target.Length)]),
            zero_infinity: true);
    }
}
