using MinMo.Models.CosyVoice.Flow;
using static TorchSharp.torch;

namespace MinMo.Models.Parity.CosyVoiceFlow;

/// <summary>What the kinds of the flow share.</summary>
internal static class GoldenFlow
{
    private static readonly LoadedModels<TokenFlow> Flows = new(static folder => TokenFlow.Load(folder));

    extension(GoldenCase golden)
    {
        /// <summary>The golden's checkpoint.</summary>
        public TokenFlow Flow() => Flows.Get(golden.RequireCheckpoint());

        /// <summary>A truth value of the parameters.</summary>
        public bool Flag(string name) => golden.Parameters.GetProperty(name).GetBoolean();

        /// <summary>An integer of the parameters.</summary>
        public int Integer(string name) => golden.Parameters.GetProperty(name).GetInt32();

        /// <summary>A text of the parameters.</summary>
        public string Text(string name) => golden.Parameters.GetProperty(name).GetString()!;

        /// <summary>An input on the CPU, in the caller's scope.</summary>
        public Tensor Input(string name) => golden.Inputs[name].ToTorch();

        /// <summary>The voice of the inputs, with their noise.</summary>
        public FlowPrompt Prompt() => new(golden.Input("embedding")[0])
        {
            Tokens = golden.Tokens("prompt_tokens"),
            Mel = golden.Input("prompt_feat")[0].transpose(0, 1),
            Noise = golden.Input("noise")[0],
        };

        /// <summary>An input of ids, <c>[1, n]</c>.</summary>
        public int[] Tokens(string name) => Array.ConvertAll(golden.Inputs[name].Integers, static id => (int)id);
    }
}
