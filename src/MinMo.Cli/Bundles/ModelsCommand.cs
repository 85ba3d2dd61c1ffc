using System.CommandLine;
using MinMo.Inference.Engine;
using MinMo.Models.Bundles;

namespace MinMo.Cli.Bundles;

/// <summary><c>minmo models</c>: lists, installs, checks, composes and removes bundles.</summary>
internal static class ModelsCommand
{
    private const string Description = """
        List, install, check, compose and remove model bundles.

        Examples:
          minmo models list
          minmo models pull lite-en
          minmo models import lite-en --from weights/
          minmo models pull sensevoice-small
          minmo models info qwen2.5-0.5b-instruct --calls 8
          minmo models verify lite-en
          minmo models compose mine --llm Qwen2.5-0.5B-Instruct.Q8_0.gguf --base lite-en
          minmo models compose cosy --voice CosyVoice2-0.5B/ --base lite-en
          minmo models compose public --llm qwen2.5-0.5b-instruct --ears sensevoice-small --voice cosyvoice2-0.5b
          minmo models compose minmo-8b --llm Qwen2.5-7B-Instruct/ --ears nano-en/ --voice nano-en/

        A bundle is all that a call needs; a checkpoint is a public model that bundles are composed of.
        Bundles are installed under $MINMO_HOME (default: minmo in the user's data folder).
        pull respects HF_ENDPOINT (a mirror of the hub) and HF_TOKEN.
        """;

    public static Command Create(Surroundings surroundings) => new("models", Description)
    {
        ListCommand(surroundings),
        InfoCommand(surroundings),
        VerifyCommand(surroundings),
        ImportCommand(surroundings),
        PullCommand(surroundings),
        ComposeCommand(surroundings),
        RemoveCommand(surroundings),
    };

    private static Argument<string> Name(string description = "The bundle's name.") => new("name") { Description = description };

    private static Option<bool> Json() => new("--json") { Description = "JSON instead of text." };

    private static Command ListCommand(Surroundings surroundings)
    {
        var json = Json();
        var command = new Command("list", "What is installed, and what can be.") { json };
        command.SetAction(parsed => Complaints.GuardAsync(
            surroundings, "models list", () => Done(() => new BundleListing(surroundings).Write(parsed.GetValue(json)))));
        return command;
    }

    private static Command InfoCommand(Surroundings surroundings)
    {
        var (name, json) = (Name("The name of a bundle or of a checkpoint."), Json());
        var calls = new Option<int>("--calls")
        {
            Description = "Calls at once, for the memory that is told.",
            DefaultValueFactory = static _ => new EngineOptions().Places,
        };
        calls.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<int>() < 0)
            {
                result.AddError("--calls: not below 0");
            }
        });
        var command = new Command("info", "Parts, sizes, parameters, memory, sources and licences of a bundle or a checkpoint.")
        {
            name, calls, json,
        };
        command.SetAction(parsed => Complaints.GuardAsync(surroundings, "models info", () => Done(
            () => new BundleInfo(surroundings, parsed.GetValue(calls), parsed.GetValue(json)).Write(parsed.GetRequiredValue(name)))));
        return command;
    }

    private static Command VerifyCommand(Surroundings surroundings)
    {
        var (name, json) = (Name(), Json());
        var command = new Command("verify", "Check every size, hash and shape of an installed bundle; exit code 1 if one is wrong.")
        {
            name, json,
        };
        command.SetAction(parsed => Complaints.GuardAsync(surroundings, "models verify", () => Task.FromResult(
            new BundleCheck(surroundings).Run(parsed.GetRequiredValue(name), parsed.GetValue(json)))));
        return command;
    }

    private static Command ImportCommand(Surroundings surroundings)
    {
        var name = Name($"{LiteEnglish.Name}, {QwenEnglish.Name}, a checkpoint of models list, or the name to give to a bundle.");
        var from = new Option<string>("--from")
        {
            Description = "A folder with whisper-tiny/, smollm2-135m-instruct/, piper-joe/, smart-turn/ and silero-vad/, "
                + "or with bundle.json; a folder for each part of qwen-en, named as models info names them; or the published files "
                + "of a checkpoint.",
            Required = true,
        };
        var link = new Option<bool>("--link")
        {
            Description = "Hard links instead of copies, where the file system has them; who changes one changes both.",
        };
        var command = new Command("import", "Install a bundle from a folder of this machine.") { name, from, link };
        command.SetAction(parsed => Complaints.GuardAsync(surroundings, "models import", () => new BundleSetup(surroundings)
            .ImportAsync(parsed.GetRequiredValue(name), parsed.GetRequiredValue(from), parsed.GetValue(link))));
        return command;
    }

    private static Command PullCommand(Surroundings surroundings)
    {
        var name = Name($"{LiteEnglish.Name}, {QwenEnglish.Name}, or a checkpoint of models list.");
        var command = new Command("pull", "Fetch a bundle or a checkpoint from where it is published; continues where it was broken off.")
        {
            name,
        };
        command.SetAction((parsed, cancellationToken) => Complaints.GuardAsync(surroundings, "models pull", async () =>
        {
            await new BundleSetup(surroundings).PullAsync(parsed.GetRequiredValue(name), cancellationToken);
            return ExitCodes.Success;
        }));
        return command;
    }

    private static Command ComposeCommand(Surroundings surroundings)
    {
        var name = Name("The new bundle's name.");
        var foundation = new Option<string>("--base")
        {
            Description = "The installed bundle that gives the other parts.",
            DefaultValueFactory = static _ => LiteEnglish.Name,
        };
        var exchanges = new Dictionary<BundlePartKind, Option<string?>>
        {
            [BundlePartKind.LanguageModel] = new("--llm") { Description = "A .gguf file, or a folder with config.json and safetensors: Llama or Qwen2." },
            [BundlePartKind.Ears] = new("--ears") { Description = "A Whisper folder in the Hugging Face layout, or a SenseVoiceSmall folder; or a speech encoder of MinMo, and the bundle gets new projectors and a new predictor, to be trained." },
            [BundlePartKind.Voice] = new("--voice") { Description = "A folder with a Piper voice or a CosyVoice 2; with an encoder of MinMo, one with voice-language-model/, mel-decoder/ and vocoder/." },
        };
        var command = new Command("compose", "Join parts of this machine, or installed checkpoints by name, to a bundle; they stay where they are.") { name, foundation };
        foreach (var option in exchanges.Values)
        {
            command.Add(option);
        }

        command.SetAction(parsed => Complaints.GuardAsync(surroundings, "models compose", () => Task.FromResult(
            new BundleSetup(surroundings).Compose(
                parsed.GetRequiredValue(name),
                parsed.GetRequiredValue(foundation),
                exchanges.Where(pair => parsed.GetValue(pair.Value) is not null)
                    .ToDictionary(static pair => pair.Key, pair => parsed.GetValue(pair.Value)!)))));
        return command;
    }

    private static Command RemoveCommand(Surroundings surroundings)
    {
        var name = Name();
        var force = new Option<bool>("--force") { Description = "Even if other bundles use its parts." };
        var command = new Command("remove", "Delete a bundle and what was built from it, or a checkpoint.") { name, force };
        command.SetAction(parsed => Complaints.GuardAsync(surroundings, "models remove", () => Task.FromResult(
            new BundleSetup(surroundings).Remove(parsed.GetRequiredValue(name), parsed.GetValue(force)))));
        return command;
    }

    private static Task<int> Done(Action write)
    {
        write();
        return Task.FromResult(ExitCodes.Success);
    }
}
