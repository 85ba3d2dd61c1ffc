namespace MinMo.Training.Judges;

/// <summary>How a recognized text differs from what was said. Sums over texts add up with <c>+</c>.</summary>
/// <param name="Words">Words that were said.</param>
/// <param name="Substitutions">Said, but heard as another word.</param>
/// <param name="Deletions">Said, but not heard.</param>
/// <param name="Insertions">Heard, but not said.</param>
public readonly record struct WordErrors(int Words, int Substitutions, int Deletions, int Insertions)
{
    /// <summary>All errors.</summary>
    public int Count => Substitutions + Deletions + Insertions;

    /// <summary>Errors for each word said; more than 1 is possible. 0 if nothing was said.</summary>
    public double Rate => Words == 0 ? 0 : (double)Count / Words;

    /// <summary>1 - <see cref="Rate"/>; below 0 if there are more errors than words.</summary>
    public double Accuracy => 1 - Rate;

    /// <summary>Sums.</summary>
    public static WordErrors operator +(WordErrors left, WordErrors right) => Add(left, right);

    /// <summary>Sums.</summary>
    public static WordErrors Add(WordErrors left, WordErrors right) => new(
        left.Words + right.Words,
        left.Substitutions + right.Substitutions,
        left.Deletions + right.Deletions,
        left.Insertions + right.Insertions);

    /// <summary>Compares two texts after <see cref="SpokenWords"/> brought both to plain words.</summary>
    public static WordErrors Between(string said, string heard)
        => Between(SpokenWords.Of(said), SpokenWords.Of(heard));

    /// <summary>Compares words as they are.</summary>
    public static WordErrors Between(IReadOnlyList<string> said, IReadOnlyList<string> heard)
    {
        var pairs = WordAlignment.Align(said, heard);
        return new WordErrors(
            said.Count,
            pairs.Count(static pair => pair is { Said: not null, Heard: not null } && pair.Said != pair.Heard),
            pairs.Count(static pair => pair.Heard is null),
            pairs.Count(static pair => pair.Said is null));
    }
}
