using CsCheck;
using MinMo.Conversation.Tools;

namespace MinMo.Conversation.Tests.Tools;

public sealed class BuiltInToolsTests
{
    /// <summary>A Thursday.</summary>
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 16, 50, 0, TimeSpan.FromHours(1));

    [Theory]
    [InlineData("calculate seventeen plus five", "twenty two")]
    [InlineData("calculate two plus three times four", "fourteen")]
    [InlineData("calculate ten minus twelve", "minus two")]
    [InlineData("calculate 12 * 12", "one hundred forty four")]
    [InlineData("calculate 3+4", "seven")]
    [InlineData("calculate 9-4", "five")]
    [InlineData("calculate 17 - -5", "twenty two")]
    [InlineData("calculate seven divided by two", "three point five")]
    [InlineData("calculate eight divided by two", "four")]
    [InlineData("calculate two point five times two", "five")]
    [InlineData("calculate one over three", "about zero point three three")]
    [InlineData("calculate twenty percent of fifty", "ten")]
    [InlineData("calculate half of nine", "four point five")]
    [InlineData("calculate twice seven", "fourteen")]
    [InlineData("calculate nine squared", "eighty one")]
    [InlineData("calculate the square root of two", "about one point four one")]
    [InlineData("calculate square root of 81", "nine")]
    [InlineData("calculate one hundred and five plus one", "one hundred six")]
    [InlineData("calculate one and two and three", "six")]
    [InlineData("Calculate Twenty-Two plus one?", "twenty three")]
    public void Arithmetic_is_answered_in_words(string call, string answer) => Assert.Equal(answer, BuiltInTools.Run(call, Now));

    [Theory]
    [InlineData("convert ten miles to kilometers", "about sixteen point one kilometers")]
    [InlineData("convert one mile in kilometers", "about one point six kilometers")]
    [InlineData("convert two hours into minutes", "one hundred twenty minutes")]
    [InlineData("convert twenty degrees celsius to fahrenheit", "sixty eight degrees fahrenheit")]
    [InlineData("convert 32 fahrenheit to celsius", "zero degrees celsius")]
    [InlineData("convert minus forty degrees celsius to fahrenheit", "minus forty degrees fahrenheit")]
    [InlineData("convert one yard to feet", "three feet")]
    [InlineData("convert twelve inches to feet", "one foot")]
    [InlineData("convert half a mile to meters", "about eight hundred five meters")]
    [InlineData("convert two and a half kilos to grams", "two thousand five hundred grams")]
    public void Units_are_converted(string call, string answer) => Assert.Equal(answer, BuiltInTools.Run(call, Now));

    [Theory]
    [InlineData("spell clark", "c, l, a, r, k")]
    [InlineData("spell Ann-Marie", "a, n, n, m, a, r, i, e")]
    [InlineData("join p a t h", "path")]
    [InlineData("join P, A, T, H.", "path")]
    [InlineData("spell ...", BuiltInTools.Unknown)]
    [InlineData("spell", BuiltInTools.Unknown)]
    [InlineData("join", BuiltInTools.Unknown)]
    public void Words_are_spelled_and_letters_joined(string call, string answer) => Assert.Equal(answer, BuiltInTools.Run(call, Now));

    [Theory]
    [InlineData("date today", "thursday november twenty sixth")]
    [InlineData("date tomorrow", "friday november twenty seventh")]
    [InlineData("date day after tomorrow", "saturday november twenty eighth")]
    [InlineData("date in three days", "sunday november twenty ninth")]
    [InlineData("date in a week", "thursday december third")]
    [InlineData("date two weeks ago", "thursday november twelfth")]
    [InlineData("date next thursday", "thursday december third")]
    [InlineData("date last thursday", "thursday november nineteenth")]
    [InlineData("date friday", "friday november twenty seventh")]
    [InlineData("date weekday of december twenty fifth", "friday")]
    [InlineData("date weekday of the fourth of july", "sunday")]
    [InlineData("date days until christmas", "twenty nine days")]
    [InlineData("date days until november twenty seventh", "one day")]
    [InlineData("date year", "twenty twenty six")]
    [InlineData("date next month", "december")]
    [InlineData("date last month", "october")]
    [InlineData("date weekday of february twenty ninth", "tuesday")]
    public void Dates_count_from_today(string call, string answer) => Assert.Equal(answer, BuiltInTools.Run(call, Now));

    [Theory]
    [InlineData("time now", "four fifty")]
    [InlineData("time in twenty minutes", "five ten")]
    [InlineData("time in two hours and fifteen minutes", "seven oh five")]
    [InlineData("time in half an hour", "five twenty")]
    [InlineData("time in an hour", "five fifty")]
    [InlineData("time ten minutes ago", "four forty")]
    [InlineData("time three forty five plus thirty minutes", "four fifteen")]
    [InlineData("time half past two plus one and a half hours", "four o'clock")]
    [InlineData("time quarter to nine minus fifteen minutes", "eight thirty")]
    [InlineData("time noon plus twelve hours", "twelve o'clock")]
    [InlineData("time ten past five plus five minutes", "five fifteen")]
    [InlineData("time 3:05 plus ten minutes", "three fifteen")]
    [InlineData("time from nine o'clock to five thirty", "eight hours and thirty minutes")]
    [InlineData("time until six o'clock", "one hour and ten minutes")]
    public void Times_are_on_a_twelve_hour_clock(string call, string answer) => Assert.Equal(answer, BuiltInTools.Run(call, Now));

    [Theory]
    [InlineData("")]
    [InlineData("calculate")]
    [InlineData("calculate apples plus pears")]
    [InlineData("calculate two plus")]
    [InlineData("calculate one over zero")]
    [InlineData("calculate five divided by zero")]
    [InlineData("calculate square root of minus four")]
    [InlineData("calculate nine hundred billion times nine hundred billion times nine hundred billion")]
    [InlineData("convert ten miles to pounds")]
    [InlineData("convert ten to miles")]
    [InlineData("date in a while")]
    [InlineData("date november thirty first")]
    [InlineData("time thirty five plus one hour")]
    [InlineData("weather in paris")]
    public void What_is_not_understood_is_unknown(string call) => Assert.Equal(BuiltInTools.Unknown, BuiltInTools.Run(call, Now));

    [Fact]
    public void Sums_and_products_are_exact()
        => Gen.Select(Gen.Int[-9999, 9999], Gen.Int[0, 9999]).Sample((a, b) =>
            BuiltInTools.Run($"calculate {SpokenNumber.Write(a)} plus {SpokenNumber.Write(b)}", Now) == SpokenNumber.Write(a + b)
            && BuiltInTools.Run($"calculate {a} times {b}", Now) == SpokenNumber.Write((long)a * b));

    [Fact]
    public void Every_time_that_is_written_is_read_back_on_a_twelve_hour_clock()
        => Gen.Int[0, 1439].Sample(minute =>
        {
            var time = new TimeOnly(minute / 60, minute % 60);
            return SpokenTime.TryRead(SpokenTime.Write(time).Split(' '), out var read)
                && read.Hour % 12 == time.Hour % 12 && read.Minute == time.Minute;
        });

    [Fact]
    public void No_words_of_any_kind_make_a_tool_fail()
    {
        string[] words =
        [
            "calculate", "convert", "date", "time", "plus", "minus", "times", "divided", "by", "over", "of", "percent", "half",
            "square", "root", "squared", "two", "twenty", "hundred", "zero", "point", "miles", "to", "in", "into", "feet",
            "celsius", "days", "ago", "until", "weekday", "july", "fourth", "next", "friday", "past", "quarter", "o'clock",
            "noon", "hours", "and", "a", "from", "now", "years", "-", "3:99", "1e9", "billion", ":",
        ];
        Gen.Int[0, words.Length - 1].Array[0, 8].Sample(choice =>
            BuiltInTools.Run(string.Join(' ', choice.Select(index => words[index])), Now).Length > 0);
    }
}
