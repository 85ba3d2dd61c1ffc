namespace MinMo.Training.Corpora.Text;

/// <summary>One way to ask, with alternatives and slots: <c>[what's|what is] the capital of {country}</c>.</summary>
internal sealed record Phrasing(string Id, bool HeldOut, string Template);
