namespace MinMo.Training.Stages.Lora.Skills;

/// <summary>Changes a caller's words as recognizers do: small words lost, words that sound alike confused. What the answer
/// depends on stays.</summary>
/// <param name="random">Of everything drawn.</param>
internal sealed class Mishearing(Random random)
{
    private static readonly HashSet<string> Small =
    [
        "the", "a", "an", "is", "to", "me", "you", "please", "of", "and", "for", "do", "can", "could", "would", "i", "it", "that",
        "um", "uh", "so", "are", "my", "in", "at", "does", "will", "be", "this",
    ];

    private static readonly Dictionary<string, string[]> Alike = new(StringComparer.Ordinal)
    {
        ["what"] = ["but", "white"],
        ["what's"] = ["was", "watts"],
        ["how"] = ["have", "now"],
        ["tell"] = ["till", "tail"],
        ["say"] = ["said", "saying"],
        ["can"] = ["could", "come"],
        ["could"] = ["good", "can"],
        ["would"] = ["what", "wood"],
        ["spell"] = ["spelled", "smell"],
        ["repeat"] = ["repeated", "we beat"],
        ["does"] = ["is", "thus"],
        ["much"] = ["match", "march"],
        ["many"] = ["money"],
        ["give"] = ["gave"],
        ["know"] = ["no"],
        ["is"] = ["as", "this", "his"],
        ["need"] = ["knead", "meet"],
        ["when"] = ["then", "one"],
        ["your"] = ["you're", "you"],
        ["opposite"] = ["opposites"],
        ["capital"] = ["capitol", "capitals"],
        ["calculate"] = ["calculated"],
        ["hello"] = ["hallo", "yellow"],
    };

    /// <summary>Changes one word, or two of a long text.</summary>
    /// <param name="text">Lower case, no punctuation.</param>
    /// <param name="needed">Words that the answer depends on.</param>
    public string Change(string text, IReadOnlySet<string> needed)
    {
        var words = text.Split(' ').ToList();
        for (var changes = words.Count > 8 ? 2 : 1; changes > 0 && words.Count > 2; changes--)
        {
            var index = random.Next(words.Count);
            if (needed.Contains(words[index]))
            {
                continue;
            }

            if (Alike.TryGetValue(words[index], out var others) && random.Next(2) == 0)
            {
                words[index] = others[random.Next(others.Length)];
            }
            else if (Small.Contains(words[index]))
            {
                words.RemoveAt(index);
            }
        }

        return string.Join(' ', words);
    }
}
