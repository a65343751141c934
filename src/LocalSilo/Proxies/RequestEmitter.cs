using System.Reflection;
using System.Reflection.Emit;

namespace Orleans.Runtime
{
    /// <summary>How a proxy makes a request and which method of <see cref="CallingReference"/> sends it.</summary>
    internal readonly record struct EmittedRequest(ConstructorInfo Constructor, MethodInfo Send);

    /// <summary>Emits the request class of one method.</summary>
    internal static class RequestEmitter
    {
        public static EmittedRequest Emit(ModuleBuilder module, string proxyName, MethodInfo method, int index)
        {
            var result = method.ReturnType.IsGenericType ? method.ReturnType.GetGenericArguments()[0] : null;
            var baseType = result is null ? typeof(VoidRequest) : typeof(ValueRequest<>).MakeGenericType(result);
            var request = module.DefineType(
                $"{proxyName}.{index}.{method.Name}", TypeAttributes.Sealed | TypeAttributes.NotPublic, baseType);
            var descriptor = request.DefineField("Descriptor", typeof(GrainMethod), FieldAttributes.Public | FieldAttributes.Static);
            var arguments = method.GetParameters()
                .Select((p, i) => request.DefineField($"_{i}", p.ParameterType, FieldAttributes.Private)).ToArray();
            EmitConstructor(request, baseType, descriptor, arguments);
            EmitCall(request, baseType, method, arguments);
            var type = request.CreateType();
            type.GetField("Descriptor")!.SetValue(null, GrainMethod.Of(method));
            return new(type.GetConstructors()[0], SendMethod(method.ReturnType, result));
        }

        private static void EmitConstructor(TypeBuilder request, Type baseType, FieldInfo descriptor, FieldBuilder[] arguments)
        {
            var il = request
                .DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, [.. arguments.Select(a => a.FieldType)])
                .GetILGenerator();
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldsfld, descriptor);
            il.Emit(OpCodes.Call, baseType.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)[0]);
            for (var i = 0; i < arguments.Length; i++)
            {
                il.Emit(OpCodes.Ldarg_0);
                il.Emit(OpCodes.Ldarg, (short)(i + 1));
                il.Emit(OpCodes.Stfld, arguments[i]);
            }

            il.Emit(OpCodes.Ret);
        }

        private static void EmitCall(TypeBuilder request, Type baseType, MethodInfo method, FieldBuilder[] arguments)
        {
            var overridden = baseType.GetMethod(nameof(VoidRequest.Call))!;
            var il = request.DefineMethod(
                overridden.Name,
                MethodAttributes.Public | MethodAttributes.Virtual | MethodAttributes.HideBySig,
                overridden.ReturnType,
                [typeof(object)]).GetILGenerator();
            il.Emit(OpCodes.Ldarg_1);
            il.Emit(OpCodes.Castclass, method.DeclaringType!);
            foreach (var argument in arguments)
            {
                il.Emit(OpCodes.Ldarg_0);
                il.Emit(OpCodes.Ldfld, argument);
            }

            il.Emit(OpCodes.Callvirt, method);
            if (method.ReturnType != overridden.ReturnType)
                il.Emit(OpCodes.Newobj, overridden.ReturnType.GetConstructor([method.ReturnType])!);
            il.Emit(OpCodes.Ret);
        }

        private static MethodInfo SendMethod(Type returnType, Type? result)
        {
            var isValueTask = returnType.Name.StartsWith(nameof(ValueTask), StringComparison.Ordinal);
            var name = isValueTask ? nameof(CallingReference.SendValueTask) : nameof(CallingReference.SendTask);
            var send = typeof(CallingReference).GetMethods()
                .Single(m => m.Name == name && m.IsGenericMethodDefinition == result is not null);
            return result is null ? send : send.MakeGenericMethod(result);
        }
    }
}

namespace System.Runtime.CompilerServices
{
    /// <summary>The runtime honours this name on an assembly: it may use the internals of the one named.</summary>
    [AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
    internal sealed class IgnoresAccessChecksToAttribute(string assemblyName) : Attribute
    {
        public string AssemblyName { get; } = assemblyName;
    }
}
