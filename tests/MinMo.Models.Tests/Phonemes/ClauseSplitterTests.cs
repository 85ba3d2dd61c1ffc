using MinMo.Models.Phonemes;

namespace MinMo.Models.Tests.Phonemes;

public sealed class ClauseSplitterTests
{
    [Theory]
    [InlineData("Yes. No!", "Yes.|.", "No!|!")]
    [InlineData("Really?! Yes", "Really?!|?", "Yes|")]
    [InlineData("Dr. Who, no. 5", "Dr. Who,|,", "no.|.", "5|")]
    [InlineData("He said “go.” Ok", "He said \"go.\"|.", "Ok|")]
    [InlineData("use v. 2 or lower. case", "use v.|.", "2 or lower. case|")]
    [InlineData("a—b", "a;|;", "b|")]
    [InlineData("... , !")]
    [InlineData("(Mr. Smith)", "(Mr. Smith)|")]
    public void Clauses_end_behind_punctuation(string text, params string[] clauses)
        => Assert.Equal(clauses, ClauseSplitter.Split(text).Select(clause => $"{clause.Text}|{clause.End}"));
}
