namespace MinMo.Training.Tokens;

/// <summary>Two units that become one; merges are in order of rank.</summary>
internal readonly record struct LearntMerge(int Left, int Right, int Id);
