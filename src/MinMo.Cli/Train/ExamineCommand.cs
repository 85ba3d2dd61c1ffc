using System.CommandLine;
using MinMo.Models.Bundles;
using MinMo.Models.Sampling;

namespace MinMo.Cli.Train;

/// <summary><c>minmo train examine</c>: what the language model of a bundle can do, typed.</summary>
internal static class ExamineCommand
{
    private const string Description = """
        Ask the language model of a bundle the skills in phrasings that no adapter was trained on; typed, greedy, with its
        own earlier answers as context and tools run.

        Examples:
          minmo train examine --bundle lite-en                       with the adapter that ships
          minmo train examine --bundle lite-en --adapter none        the bare model
          minmo train examine --bundle lite-en --adapter my-adapter --text README.md --show
        """;

    /// <summary>Makes the command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        var bundle = new Option<string?>("--bundle") { Description = "An installed bundle; default as in serve." };
        var adapter = new Option<string?>("--adapter") { Description = Surroundings.AboutAdapter };
        var questions = new Option<int>("--questions") { Description = "How many at least.", DefaultValueFactory = static _ => 300 };
        var manner = new Option<string>("--as")
        {
            Description = "How questions are written: digits (as recognizers write), words, lower.",
            DefaultValueFactory = static _ => "digits",
        };
        manner.AcceptOnlyFromAmong("digits", "words", "lower");
        var misheard = new Option<bool>("--misheard") { Description = "Lose or confuse a small word of every question." };
        var penalty = new Option<double?>("--repetition-penalty") { Description = $"As in a call's settings; default: 1 with an adapter, {SamplingOptions.RepetitionPenaltyOfSmallModels} without." };
        var text = new Option<string?>("--text") { Description = "A file whose text is measured too: nats a token." };
        var show = new Option<bool>("--show") { Description = "Print every wrong answer." };
        var command = new Command("examine", Description) { bundle, adapter, questions, manner, misheard, penalty, text, show };
        command.SetAction(parsed => Complaints.GuardAsync(surroundings, "train examine", () =>
        {
            var chosen = surroundings.With(parsed.GetValue(adapter));
            var store = chosen.Store;
            var request = new ExamineRequest(
                store.Open(parsed.GetValue(bundle) ?? store.DefaultName() ?? LiteEnglish.Name),
                parsed.GetValue(questions),
                parsed.GetValue(manner)!)
            {
                IsMisheard = parsed.GetValue(misheard),
                RepetitionPenalty = parsed.GetValue(penalty),
                TextFile = parsed.GetValue(text),
                ShowsMistakes = parsed.GetValue(show),
            };
            return Task.FromResult(new ExamineRun(chosen, request).Examine());
        }));
        return command;
    }
}
