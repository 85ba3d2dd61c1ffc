namespace MinMo.Models.Chat;

/// <summary>A chat template is not understood, or refuses the conversation.</summary>
/// <param name="reason">What is wrong, in words.</param>
/// <param name="position">Character of the template, or -1 if it is not about a place in it.</param>
public sealed class ChatTemplateException(string reason, int position = -1)
    : Exception(position < 0 ? reason : $"character {position} of the template: {reason}")
{
    /// <summary>Character of the template, or -1 if it is not about a place in it.</summary>
    public int Position { get; } = position;
}
