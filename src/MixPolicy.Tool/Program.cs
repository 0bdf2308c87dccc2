return MixPolicy.Tool.Host.Run(args);
