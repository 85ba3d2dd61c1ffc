using MinMo.Conversation.Tools;
using MinMo.Training.Stages.Lora.Skills;

namespace MinMo.Training.Tests.Stages.Lora.Skills;

public sealed class WrittenNumbersTests
{
    [Theory]
    [InlineData("what is seventeen plus five", "what is 17 plus 5")]
    [InlineData("one hundred and five minus two point five", "105 minus 2.5")]
    [InlineData("my number is five five five one two oh four", "my number is 5551204")]
    [InlineData("wake me at three forty five", "wake me at 3:45")]
    [InlineData("in nineteen eighty four", "in 1984")]
    [InlineData("is it july fourth or march twenty first", "is it july 4th or march 21st")]
    [InlineData("half past six", "half past 6")]
    [InlineData("take one more and a half", "take one more and a half")]
    [InlineData("say that again", "say that again")]
    public void Numbers_become_digits(string said, string written) => Assert.Equal(written, WrittenNumbers.Write(said));

    [Fact]
    public void Every_number_is_written_as_it_is_read()
    {
        for (var number = 2; number < 3000; number += 7)
        {
            var written = WrittenNumbers.Write($"{SpokenNumber.Write(number)} miles");
            Assert.Equal($"{number} miles", written);
        }
    }
}
