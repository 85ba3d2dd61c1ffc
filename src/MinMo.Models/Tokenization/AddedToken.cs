namespace MinMo.Models.Tokenization;

/// <summary>A token that is found in the raw text before anything else happens to it.</summary>
/// <param name="Id">The token's id.</param>
/// <param name="Text">Its exact text.</param>
/// <param name="IsSpecial">Whether it steers the model and is left out of text for people.</param>
public sealed record AddedToken(int Id, string Text, bool IsSpecial);
