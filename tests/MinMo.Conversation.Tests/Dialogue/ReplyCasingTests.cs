using MinMo.Conversation.Dialogue;

namespace MinMo.Conversation.Tests.Dialogue;

public sealed class ReplyCasingTests
{
    [Theory]
    [InlineData("hello. how can i help you?", "Hello. How can I help you?")]
    [InlineData("the capital of south korea is seoul.", "The capital of South Korea is Seoul.")]
    [InlineData("nice to meet you, rose.", "Nice to meet you, Rose.")]
    [InlineData("today is thursday november twenty sixth.", "Today is Thursday November twenty sixth.")]
    [InlineData("okay, i'm waiting. i will.", "Okay, I'm waiting. I will.")]
    [InlineData("s, a, m.", "S, A, M.")]
    [InlineData("june comes after may.", "June comes after May.")]
    [InlineData("you may come in.", "You may come in.")]
    [InlineData("ankara is the capital of turkey.", "Ankara is the capital of Turkey.")]
    [InlineData("a turkey sandwich.", "A turkey sandwich.")]
    [InlineData("friday at seven for two people, mark. is that right?", "Friday at seven for two people, Mark. Is that right?")]
    [InlineData("", "")]
    [InlineData("It stays. As it Is.", "It stays. As it Is.")]
    public void Capitals_come_back(string plain, string cased) => Assert.Equal(cased, ReplyCasing.Restore(plain));
}
