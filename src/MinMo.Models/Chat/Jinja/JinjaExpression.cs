namespace MinMo.Models.Chat.Jinja;

/// <summary>A parsed expression: computes its value. Values are null (none), <see cref="JinjaUndefined"/>, bool, long,
/// double, string, <see cref="JinjaNumber"/>, lists and objects.</summary>
internal delegate object? JinjaExpression(JinjaScope scope);
