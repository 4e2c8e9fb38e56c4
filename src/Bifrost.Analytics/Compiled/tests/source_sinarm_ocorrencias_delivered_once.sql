with

validation_errors as (

    select ano_ocorrencia, mes_ocorrencia, uf, municipio, especie_arma, marca_arma, calibre_arma, tipo_ocorrencia, mais_1000_mil_hab
    from "raw"."ocorrencias"
    group by ano_ocorrencia, mes_ocorrencia, uf, municipio, especie_arma, marca_arma, calibre_arma, tipo_ocorrencia, mais_1000_mil_hab
    having count(*) > 1

)

select * from validation_errors
