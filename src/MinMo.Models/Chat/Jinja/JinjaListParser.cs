namespace MinMo.Models.Chat.Jinja;

/// <summary>Makes expressions of what stands between brackets: lists, objects and arguments.</summary>
/// <param name="tokens">Where to read.</param>
/// <param name="parse">Reads one element.</param>
internal sealed class JinjaListParser(JinjaTokens tokens, Func<JinjaExpression> parse)
{
    public JinjaExpression ParseList()
    {
        var items = new List<JinjaExpression>();
        while (!tokens.TryTakeOperator("]"))
        {
            items.Add(parse());
            if (!tokens.IsOperator("]"))
            {
                tokens.ExpectOperator(",");
            }
        }

        return scope => items.ConvertAll(item => item(scope));
    }

    public JinjaExpression ParseObject()
    {
        var pairs = new List<(JinjaExpression Key, JinjaExpression Value)>();
        while (!tokens.TryTakeOperator("}"))
        {
            var key = parse();
            tokens.ExpectOperator(":");
            pairs.Add((key, parse()));
            if (!tokens.IsOperator("}"))
            {
                tokens.ExpectOperator(",");
            }
        }

        return scope =>
        {
            var result = new JinjaObject();
            foreach (var (key, value) in pairs)
            {
                result[JinjaValue.ToText(key(scope))] = value(scope);
            }

            return result;
        };
    }

    public Func<JinjaScope, JinjaArguments> ParseArguments()
    {
        tokens.ExpectOperator("(");
        var positional = new List<JinjaExpression>();
        var named = new List<(string Name, JinjaExpression Value)>();
        while (!tokens.TryTakeOperator(")"))
        {
            var isName = tokens.Current.Kind == JinjaTokenKind.Name;
            var name = tokens.Current.Text;
            var value = parse();
            if (isName && tokens.TryTakeOperator("="))
            {
                named.Add((name, parse()));
            }
            else
            {
                positional.Add(value);
            }

            if (!tokens.IsOperator(")"))
            {
                tokens.ExpectOperator(",");
            }
        }

        return scope => new JinjaArguments(
            positional.ConvertAll(argument => argument(scope)),
            named.ConvertAll(argument => KeyValuePair.Create(argument.Name, argument.Value(scope))));
    }
}
