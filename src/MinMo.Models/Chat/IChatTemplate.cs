namespace MinMo.Models.Chat;

/// <summary>Writes a conversation as the prompt that a model was trained on.</summary>
public interface IChatTemplate
{
    /// <summary>Renders the prompt; special tokens are spelt out in it.</summary>
    /// <exception cref="ChatTemplateException">The template cannot render this conversation.</exception>
    string Render(Conversation conversation);
}
