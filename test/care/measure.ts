import { readFileSync } from "node:fs";
import { concernIn } from "../../dialogs/care/recognise.ts";
export function read(name: string) {
  let label="",lang="";
  return readFileSync(new URL(name, import.meta.url),"utf8").split("\n").flatMap((line)=>{
    if(line.startsWith("# ")){[label="",lang=""]=line.slice(2).split(" ");return[];}
    return line.trim()===""?[]:[{label,lang,text:line.replace(/\[\[|\]\]/g,""),line}];
  });
}
const file=process.argv[2]??"test.txt";
const show=process.argv.includes("-v");
const t: Record<string,Record<string,number>>={};
for(const m of read(file)){
  const c=concernIn(m.text); const got=c?(c.sure?c.about:"ask"):"-";
  (t[m.label]??={})[got]=(t[m.label]?.[got]??0)+1;
  const care=!["course","chat"].includes(m.label);
  if(show&&(care!==(c!==undefined))&&m.label!=="case") console.log(m.label,m.lang,"|",m.text,"|",got);
}
console.table(t);
