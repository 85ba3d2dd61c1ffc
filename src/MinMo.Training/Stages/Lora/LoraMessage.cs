using MinMo.Models.Chat;

namespace MinMo.Training.Stages.Lora;

/// <summary>One message of a dialogue to train on.</summary>
/// <param name="Role"><c>system</c>, <c>user</c> or <c>assistant</c>.</param>
/// <param name="Content">The text.</param>
/// <param name="Learnt">Whether an assistant's message is learnt; false where it is only context.</param>
public sealed record LoraMessage(string Role, string Content, bool Learnt = true)
{
    internal bool IsAnswer => Role == "assistant";

    internal ChatMessage ToChat() => new(Role, Content);
}
