using CsCheck;
using MinMo.Conversation.Tools;

namespace MinMo.Conversation.Tests.Tools;

public sealed class SpokenNumberTests
{
    [Fact]
    public void Every_whole_number_that_is_written_is_read_back()
        => Gen.OneOf(Gen.Long[-SpokenNumber.Largest, SpokenNumber.Largest], Gen.Long[-2000, 2000]).Sample(value =>
            SpokenNumber.TryRead(SpokenNumber.Write(value), out var read) && read == value);

    [Fact]
    public void Every_decimal_number_that_is_written_is_read_back()
        => Gen.Select(Gen.Long[-10_000_000, 10_000_000], Gen.Int[0, 6]).Sample((value, places) =>
        {
            var number = value / (decimal)Math.Pow(10, places);
            return SpokenNumber.TryRead(SpokenNumber.Write(number), out var read) && read == number;
        });

    [Fact]
    public void Digits_said_one_by_one_are_one_number()
        => Gen.Int[10, 999_999_999].Sample(value =>
            SpokenNumber.TryRead(SpokenNumber.WriteDigits($"{value}"), out var read) && read == value);

    [Theory]
    [InlineData(0, "zero")]
    [InlineData(-15, "minus fifteen")]
    [InlineData(105, "one hundred five")]
    [InlineData(42_000, "forty two thousand")]
    [InlineData(1_000_001, "one million one")]
    public void Numbers_are_written_without_and(long value, string words) => Assert.Equal(words, SpokenNumber.Write(value));

    [Theory]
    [InlineData("a hundred and five", 105)]
    [InlineData("Twenty-Two", 22)]
    [InlineData("nineteen hundred", 1900)]
    [InlineData("two thousand and one", 2001)]
    [InlineData("negative three point one four", -3.14)]
    [InlineData("oh", 0)]
    [InlineData("1,250", 1250)]
    [InlineData("-7.5", -7.5)]
    [InlineData("point five", 0.5)]
    public void What_people_say_is_read(string words, double value)
    {
        Assert.True(SpokenNumber.TryRead(words, out var read));
        Assert.Equal((decimal)value, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("minus")]
    [InlineData("twenty thirty")]
    [InlineData("five apples")]
    [InlineData("hundred")]
    [InlineData("two point")]
    [InlineData("two thousand three million")]
    [InlineData("one hundred and")]
    [InlineData("two point eleven")]
    public void What_is_no_number_is_refused(string words) => Assert.False(SpokenNumber.TryRead(words, out _));

    [Theory]
    [InlineData(1, "first")]
    [InlineData(12, "twelfth")]
    [InlineData(20, "twentieth")]
    [InlineData(31, "thirty first")]
    public void Ordinals_are_written(long value, string words) => Assert.Equal(words, SpokenNumber.WriteOrdinal(value));

    [Theory]
    [InlineData(1984, "nineteen eighty four")]
    [InlineData(1900, "nineteen hundred")]
    [InlineData(1905, "nineteen oh five")]
    [InlineData(2005, "two thousand five")]
    [InlineData(2026, "twenty twenty six")]
    public void Years_are_written_as_they_are_said(int year, string words) => Assert.Equal(words, SpokenNumber.WriteYear(year));
}
