namespace MinMo.Models.Tokenization;

/// <summary>What a pair of neighbours merges into; of several pairs the lowest rank is merged first.</summary>
internal readonly record struct Merge(int Rank, int Id)
{
    public static Merge None { get; } = new(int.MaxValue, -1);
}
